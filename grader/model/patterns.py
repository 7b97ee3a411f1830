"""Authors' patterns, searched in students' text in a bounded time.

Python's `re` tries every way to split a text among a pattern's repeats: with r unbounded ones, none
inside another, about n**(r + 1) steps for n characters. So a pattern has at most two of those, and
a text is searched line by line until 10**8 steps are spent: some seconds at the very worst.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Annotated, Any

from pydantic import AfterValidator, Field

MAX_LINE = 300
MAX_REPEATS = 2
STEPS = 10**8
REPEATS = frozenset({_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT})
BACKWARDS = frozenset({_constants.GROUPREF, _constants.GROUPREF_EXISTS})
FEW = 16
"""A repeat of at most so many is taken for bounded."""


def _bounded(pattern: str) -> str:
    try:
        parsed = _parser.parse(pattern)
    except (re.error, RecursionError, OverflowError) as error:
        raise ValueError(f"this is not a pattern: {error}") from error
    repeats = list(_repeats(parsed, 0))
    if any(depth for depth in repeats):
        raise ValueError("a repeat (*, +, {n,m}) inside another one could take for ever")
    if len(repeats) > MAX_REPEATS:
        raise ValueError(f"a pattern has at most {MAX_REPEATS} unbounded repeats (*, +)")
    return pattern


Pattern = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_bounded)]
"""A regular expression with at most two unbounded repeats, none inside another."""


def found_in(pattern: str, text: str) -> bool:
    """Whether one of the lines matches somewhere, as `re.search`; capitals matter.

    Of a line, the first 300 characters are searched; once the steps are spent, none.
    """
    compiled = re.compile(pattern)
    left = STEPS
    for line in text.splitlines():
        shown = line[:MAX_LINE]
        left -= len(shown) ** (MAX_REPEATS + 1) // 6 + 1
        if left < 0:
            return False
        if compiled.search(shown):
            return True
    return False


def _repeats(parsed: Any, depth: int) -> Iterator[int]:  # noqa: ANN401
    """The depth of each unbounded repeat within other repeats."""
    for operation, argument in parsed:
        if operation in BACKWARDS:
            raise ValueError("a pattern cannot refer to its own groups")
        if operation in REPEATS:
            _, high, inside = argument
            many = high > FEW
            if many or (depth and high > 1):
                yield depth
            yield from _repeats(inside, depth + (high > 1))
        else:
            for inside in _inside(argument):
                yield from _repeats(inside, depth)


def _inside(argument: Any) -> Iterator[Any]:  # noqa: ANN401
    """The patterns within an operation: of a group, of branches, of a look ahead."""
    if isinstance(argument, _parser.SubPattern):
        yield argument
    elif isinstance(argument, (tuple, list)):
        for part in argument:
            yield from _inside(part)
