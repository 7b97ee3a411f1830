"""The program prints a text: certain words, a pattern, numbers within a tolerance.

Without rules, the words and numbers of what the reference prints, whatever the blanks between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import isclose
from typing import Annotated

from pydantic import Field

from grader.checkers.base import Checker, Subject
from grader.errors import OurError
from grader.model.base import Model
from grader.model.message import Message, Text, say
from grader.model.patterns import Pattern, found_in
from grader.model.targets import Printed, Section
from grader.model.values import StrValue, Value
from grader.model.verdict import Verdict, failed, passed

NUMBER = re.compile(r"(?<![\w.])[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?![\w])")
TOKEN = re.compile(rf"(?P<number>{NUMBER.pattern})|[^\W\d]\w*|\d+\w*|[^\w\s]")
NotNegative = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Texts = Annotated[tuple[str, ...], Field(min_length=1)]
Numbers = Annotated[tuple[float | int, ...], Field(min_length=1)]


class Probe(Model):
    """`of`: `{printed: all}`, what one cell printed (`{printed: 3}`), or what was printed in a
    section (`{section: NAME}`).
    """

    of: Printed | Section = Printed(printed="all")


class Seen(Model):
    """The text, cut."""

    text: Value


class Rules(Model):
    """`text`: the whole text; blanks at the ends of lines and around it do not matter.
    `contains`: a text, or several that must all be there.
    `pattern`: a regular expression that must match somewhere within a line (at most two unbounded
    repeats; of each line the first 300 characters are searched).
    `message`: what the student is told of a text that the pattern does not match.
    `numbers`: numbers that must be there, in this order; others may stand between them.
    `rtol` and `atol`: a number may be `atol + rtol * |expected|` away.
    `ignore_case`: whether capital and small letters are the same in `text` and `contains`, and in
    the reference's words.
    """

    text: str | None = None
    contains: str | Texts | None = None
    pattern: Pattern | None = None
    message: Text | None = None
    numbers: Numbers | None = None
    rtol: NotNegative = 1e-4
    atol: NotNegative = 1e-6
    ignore_case: bool = False


def observe(subject: Subject, probe: Probe) -> Seen:
    """Looks at the text."""
    return Seen(text=subject.look(subject.find(probe.of)))


def judge(seen: Seen, reference: Seen, rules: Rules) -> Verdict:
    """A text that has all that is asked for passes."""
    if not isinstance(seen.text, StrValue):
        return failed(say("It is no text: print your answer with print(...)."))
    text = seen.text.text
    if not text.strip():
        return failed(say("Nothing is printed. Print your answer with print(...)."))
    faults = _faults(text, rules) if _says_what(rules) else _unlike(text, reference, rules)
    first = next(faults, None)
    return passed() if first is None else failed(first, f"printed: {text[:1000]!r}")


def _says_what(rules: Rules) -> bool:
    wanted = (rules.text, rules.contains, rules.pattern, rules.numbers)
    return any(each is not None for each in wanted)


def _faults(text: str, rules: Rules) -> Iterator[Message]:
    if rules.text is not None and _plain(text, rules) != _plain(rules.text, rules):
        yield say(
            "It prints “{found}”, expected is “{expected}”.",
            found=_short(text),
            expected=_short(rules.text),
        )
    wanted = rules.contains or ()
    for each in (wanted,) if isinstance(wanted, str) else wanted:
        if _plain(each, rules) not in _plain(text, rules):
            yield say(
                "It prints “{found}”, in which “{missing}” is missing.",
                found=_short(text),
                missing=each,
            )
    if rules.pattern is not None and not found_in(rules.pattern, text):
        yield _of_another_form(text, rules)
    yield from _missing_number(text, rules)


def _of_another_form(text: str, rules: Rules) -> Message:
    if rules.message is not None:
        return say("{message} It prints “{found}”.", message=rules.message, found=_short(text))
    return say(
        "It prints “{found}”, which is not of the form that is asked for. Read the task again.",
        found=_short(text),
    )


def _missing_number(text: str, rules: Rules) -> Iterator[Message]:
    found = [float(each) for each in NUMBER.findall(text)]
    rest = iter(found)
    for wanted in rules.numbers or ():
        if not any(_near(each, wanted, rules) for each in rest):
            shown = tuple(map(_number, found[:20])) or (say("none"),)
            yield say(
                "The number {wanted} is not printed where it is expected. Numbers printed: "
                "{found}.",
                wanted=_number(wanted),
                found=shown,
            )
            return


def _unlike(text: str, reference: Seen, rules: Rules) -> Iterator[Message]:
    if not isinstance(reference.text, StrValue):
        raise OurError(say("the reference prints no text there"))
    found, expected = _tokens(text, rules), _tokens(reference.text.text, rules)
    for place, wanted in enumerate(expected):
        here = found[place] if place < len(found) else None
        if here is None or not _alike(here, wanted, rules):
            yield _at(here, wanted)
            return
    if len(found) > len(expected):
        yield say(
            "It prints “{more}” after the end of what is expected.", more=found[len(expected)]
        )


def _at(here: str | None, wanted: str) -> Message:
    if here is None:
        return say("It ends too early: “{wanted}” is missing.", wanted=wanted)
    return say("It prints “{found}” where “{wanted}” is expected.", found=here, wanted=wanted)


def _tokens(text: str, rules: Rules) -> list[str]:
    return [
        each[0][:100] for each in TOKEN.finditer(text.casefold() if rules.ignore_case else text)
    ]


def _alike(found: str, wanted: str, rules: Rules) -> bool:
    if found == wanted:
        return True
    if NUMBER.fullmatch(found) and NUMBER.fullmatch(wanted):
        return _near(float(found), float(wanted), rules)
    return False


def _near(found: float, wanted: float, rules: Rules) -> bool:
    return found == wanted or isclose(
        found, wanted, rel_tol=0.0, abs_tol=rules.atol + rules.rtol * abs(wanted)
    )


def _plain(text: str, rules: Rules) -> str:
    lines = (line.rstrip() for line in text.strip().splitlines())
    joined = "\n".join(lines)
    return joined.casefold() if rules.ignore_case else joined


def _number(number: float) -> str:
    return f"{number:.6g}"


def _short(text: str) -> str:
    shown = "\\n".join(text.strip().splitlines())
    return shown if len(shown) <= 200 else f"{shown[:199]}…"


def _agree(probe: Probe, rules: Rules) -> None:  # noqa: ARG001
    if rules.message is not None and rules.pattern is None:
        raise ValueError(say("`message` is about a text that `pattern` does not match"))


checker = Checker(Probe, Seen, Rules, observe, judge, agree=_agree)
