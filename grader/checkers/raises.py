"""Running it raises an exception: of that type, with that text."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from grader.checkers.base import Checker
from grader.checkers.stock import One, Tried, try_it
from grader.compare import describe, shown
from grader.errors import OurError
from grader.model.base import Model
from grader.model.exceptions import raised
from grader.model.message import Message, say
from grader.model.patterns import Pattern, found_in
from grader.model.run import Raised
from grader.model.targets import Identifier
from grader.model.values import NoneValue
from grader.model.verdict import Verdict, failed, passed

Types = Annotated[tuple[Identifier, ...], Field(min_length=1)]


class Rules(Model):
    """`type`: the exception's type, or several that are accepted; without it, the reference's.
    `exactly`: whether an exception that only descends from the type is refused.
    `message`: a pattern that its text must contain (a regular expression with at most two unbounded
    repeats); of each line, the first 300 characters are searched.
    """

    type: Identifier | Types | None = None
    exactly: bool = False
    message: Pattern | None = None


def judge(seen: Tried, reference: Tried, rules: Rules) -> Verdict:
    """An exception of one of the types, with the text that is asked for, passes."""
    wanted = _types(reference, rules)
    if seen.error is None:
        return failed(_nothing_raised(seen, wanted))
    lineage = seen.bases[:1] if rules.exactly else seen.bases
    if not set(wanted) & set(lineage):
        return failed(_other(seen.error, wanted))
    if rules.message is not None and not found_in(rules.message, seen.error.text):
        return failed(_text(seen.error), staff_note=f"pattern: {rules.message}")
    return passed()


def _types(reference: Tried, rules: Rules) -> tuple[str, ...]:
    if rules.type is not None:
        return (rules.type,) if isinstance(rules.type, str) else rules.type
    if reference.error is None:
        raise OurError(say("the reference raises nothing; name the type in `rules`"))
    return (reference.error.type,)


def _nothing_raised(seen: Tried, wanted: tuple[str, ...]) -> Message:
    if seen.value is None or isinstance(seen.value, NoneValue):
        return say("It raised no exception; it must raise {type}.", type=_one_of(wanted))
    return say(
        "It raised no exception and gave {value}; it must raise {type}.",
        value=say("{what}: {shown}", what=describe(seen.value), shown=shown(seen.value)),
        type=_one_of(wanted),
    )


def _other(error: Raised, wanted: tuple[str, ...]) -> Message:
    return say(
        "It raised another exception than {type}. {error}",
        type=_one_of(wanted),
        error=raised(error),
    )


def _text(error: Raised) -> Message:
    return say(
        "It raised {type}, as it must, but its text is not the one that is asked for: “{text}”. "
        "Read the task again: what should the text say?",
        type=error.type,
        text=error.text[:300],
    )


def _one_of(types: tuple[str, ...]) -> Message:
    if len(types) == 1:
        return say("{type}", type=types[0])
    return say("{some} or {last}", some=types[:-1], last=types[-1])


checker = Checker(One, Tried, Rules, try_it, judge)
