"""Is the value found the value expected? If not, the cheapest explanation of why.

In this order: exact type, shape (never broadcast), dtype, elements.
"""

from __future__ import annotations

from collections.abc import Sequence

from grader.compare.advice import kind_advice
from grader.compare.arrays import int_of
from grader.compare.containers import dicts_mismatch, sequences_mismatch
from grader.compare.elements import arrays_mismatch, numbers_mismatch, read, unread
from grader.compare.how import AS_EXPECTED, How, Mismatch
from grader.compare.words import describe, one_of, plain, public_name, shown, type_name
from grader.errors import OurError
from grader.model.message import Message, say
from grader.model.values import (
    ArrayValue,
    CutValue,
    DictValue,
    DTypeValue,
    IntValue,
    NoneValue,
    OtherValue,
    SequenceValue,
    StrValue,
    Value,
)


def mismatch(found: Value, expected: Value, how: How = AS_EXPECTED) -> Mismatch | None:
    """None if found is what is expected.

    WireError if what was found is no honest value, OurError if what is expected has no comparison.
    """
    wrong = _compared(found, expected, how)
    if wrong is None:
        return None
    both = f"Found {_staff(found)}. Expected {_staff(expected)}."
    return wrong.model_copy(update={"in_full": f"{wrong.in_full} {both}"})


def _staff(value: Value) -> str:
    if isinstance(value, (ArrayValue, SequenceValue)):
        return f"{describe(value)}: {shown(value, 400)}"
    return str(describe(value))


def not_an_array(value: Value) -> Message:
    """What something is that is neither a tensor nor a NumPy array nor a NumPy scalar."""
    return other_type(value, ("torch.Tensor", "numpy.ndarray"))


def wrong_type(found: Value, types: Sequence[str]) -> Message | None:
    """What it is instead, and what to do, if its exact type is none of those."""
    names = tuple(map(public_name, types))
    return None if type_name(found) in names else other_type(found, names)


def other_type(found: Value, names: Sequence[str]) -> Message:
    """What it is instead of one of those types, and what to do."""
    words = {"found": describe(found), "expected": one_of(names)}
    advice = kind_advice(found, names)
    if advice is None:
        return say("It is {found}, but {expected} is expected.", **words)
    return say("It is {found}, but {expected} is expected. {advice}", **words, advice=advice)


def _compared(found: Value, expected: Value, how: How) -> Mismatch | None:
    _refuse_incomparable(expected)
    types = how.types or (type_name(expected),)
    message = wrong_type(found, types)
    if message is not None:
        return _said(message)
    if isinstance(found, ArrayValue) and isinstance(expected, ArrayValue):
        return arrays_mismatch(found, expected, how)
    if isinstance(found, SequenceValue) and isinstance(expected, SequenceValue):
        return sequences_mismatch(found, expected, how, _compared)
    if isinstance(found, DictValue) and isinstance(expected, DictValue):
        return dicts_mismatch(found, expected, how, _compared)
    return _scalars(found, expected, how)


def _scalars(found: Value, expected: Value, how: How) -> Mismatch | None:
    if isinstance(found, IntValue) and isinstance(expected, IntValue) and how.tolerance is None:
        return None if int_of(found) == int_of(expected) else _plain(found, expected, how)
    if isinstance(expected, (StrValue, DTypeValue, NoneValue)):
        return _texts(found, expected, how)
    numbers = read(found), read(expected)
    if numbers[0] is None or numbers[1] is None:
        message = unread(found) if isinstance(found, ArrayValue) else None
        return _said(message or _other_kind(found, expected))
    return numbers_mismatch(numbers[0], numbers[1], how)


def _other_kind(found: Value, expected: Value) -> Message:
    return say(
        "It is {found}, which cannot be compared with {expected}.",
        found=describe(found),
        expected=one_of((type_name(expected),)),
    )


def _texts(found: Value, expected: Value, how: How) -> Mismatch | None:
    return None if found == expected else _plain(found, expected, how)


def _plain(found: Value, expected: Value, how: How) -> Mismatch:
    texts = shown(found), shown(expected)
    return Mismatch(for_student=plain(*texts, how.reveal), in_full=str(plain(*texts, reveal=True)))


def _refuse_incomparable(expected: Value) -> None:
    whole = not isinstance(expected, (CutValue, OtherValue))
    if isinstance(expected, ArrayValue):
        whole = expected.data is not None
    if isinstance(expected, SequenceValue):
        whole = expected.length == len(expected.items)
    if isinstance(expected, DictValue):
        whole = expected.length == len(expected.entries)
    if isinstance(expected, StrValue):
        whole = expected.length == len(expected.text)
    if not whole:
        raise OurError(
            say("the reference's value, {what}, cannot be compared", what=describe(expected))
        )


def _said(message: Message) -> Mismatch:
    return Mismatch(for_student=message, in_full=str(message))
