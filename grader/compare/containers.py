"""The comparison of lists, tuples, sizes, sets and dicts, item by item."""

from __future__ import annotations

from collections.abc import Callable

from grader.compare.how import How, Mismatch
from grader.compare.words import plain, shown
from grader.errors import WireError
from grader.model.message import Message, say, say_count
from grader.model.values import DictValue, SequenceValue, Value

Compare = Callable[[Value, Value, How], Mismatch | None]
SHORT = 60
ORDERLESS = ("set", "frozenset")


def sequences_mismatch(
    found: SequenceValue, expected: SequenceValue, how: How, compare: Compare
) -> Mismatch | None:
    """Sequences of any two types; sets have no order."""
    if found.length != expected.length:
        return _short(found, expected, how) or _count(found.length, expected.length)
    message = _incomplete(found.length, len(found.items))
    if message is not None:
        return _said(message)
    if found.type in ORDERLESS or expected.type in ORDERLESS:
        return _sets(found, expected, how, compare)
    for index, pair in enumerate(zip(found.items, expected.items, strict=True)):
        wrong = compare(*pair, how.inside)
        if wrong is not None:
            return _short(found, expected, how) or _at(f"[{index}]", wrong)
    return None


def dicts_mismatch(
    found: DictValue, expected: DictValue, how: How, compare: Compare
) -> Mismatch | None:
    """Keys in any order, then what they stand for."""
    message = _incomplete(found.length, len(found.entries))
    if message is not None:
        return _said(message)
    for key, value in expected.entries:
        at = _entry(found, key, compare)
        if at is None:
            return _said(say("The key {key} is missing.", key=shown(key)))
        wrong = compare(at, value, how.inside)
        if wrong is not None:
            return _at(f"[{shown(key)}]", wrong)
    if found.length > expected.length:
        return _count(found.length, expected.length)
    return None


def _entry(found: DictValue, key: Value, compare: Compare) -> Value | None:
    exact = How(rtol=0, atol=0)
    return next((value for k, value in found.entries if compare(k, key, exact) is None), None)


def _sets(
    found: SequenceValue, expected: SequenceValue, how: How, compare: Compare
) -> Mismatch | None:
    left = list(found.items)
    for item in expected.items:
        same = next((each for each in left if compare(each, item, how.inside) is None), None)
        if same is None:
            return _missing(item, how)
        left.remove(same)
    return None


def _missing(item: Value, how: How) -> Mismatch:
    full = say("{item} is missing.", item=shown(item))
    hidden = say("One of its items is not what is expected.")
    told = full if how.reveal else hidden
    return Mismatch(for_student=told, in_full=str(full), of_elements=True)


def _incomplete(length: int, sent: int) -> Message | None:
    if length < sent:
        why = "more items than a list has"
        raise WireError(say("the answer cannot be read: {why}", why=why))
    if length > sent:
        return say("It is too long to be compared: make it as long as asked.")
    return None


def _count(found: int, expected: int) -> Mismatch:
    return _said(
        say_count(
            "It has {count} item, expected {expected}.",
            "It has {count} items, expected {expected}.",
            found,
            expected=expected,
        )
    )


def _short(found: SequenceValue, expected: SequenceValue, how: How) -> Mismatch | None:
    texts = shown(found, SHORT + 1), shown(expected, SHORT + 1)
    if not how.reveal or texts[0] == texts[1] or max(map(len, texts)) > SHORT:
        return None
    return _said(plain(*texts, reveal=True))


def _at(index: str, wrong: Mismatch) -> Mismatch:
    return Mismatch(
        for_student=say("At index {index}: {inner}", index=index, inner=wrong.for_student),
        in_full=f"At index {index}: {wrong.in_full}",
        of_elements=wrong.of_elements,
    )


def _said(message: Message) -> Mismatch:
    return Mismatch(for_student=message, in_full=str(message))
