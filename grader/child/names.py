"""Which names a piece of program bound."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from grader.child.builtin_copy import BUILTINS

__builtins__ = BUILTINS

ABSENT = object()


def changed(before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[str]:
    """Public names bound since, or bound to another object, in the order in which they came."""
    for name, found in list(after.items()):
        if type(name) is str and not name.startswith("_") and before.get(name, ABSENT) is not found:
            yield name
