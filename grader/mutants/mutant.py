"""One wrong program: what was changed, where, and what kind of mistake that is."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from grader.model.base import Model
from grader.model.message import Message, say

Kind = Literal[
    "operator",
    "comparison",
    "constant",
    "shape",
    "axis",
    "dtype",
    "slice",
    "swapped",
    "dropped-call",
    "dropped-argument",
    "copy-share",
    "in-place",
    "random",
    "other-function",
    "dropped-statement",
    "dropped-print",
    "returned",
]

KINDS: Mapping[Kind, Message] = MappingProxyType(
    {
        "operator": say("another operator"),
        "comparison": say("another comparison"),
        "constant": say("another constant"),
        "shape": say("another shape"),
        "axis": say("along another axis (dim=, axis=)"),
        "dtype": say("another dtype"),
        "slice": say("a slice off by one"),
        "swapped": say("arguments swapped"),
        "dropped-call": say("a call left out"),
        "dropped-argument": say("an argument left out"),
        "copy-share": say("a copy for shared memory, or the reverse"),
        "in-place": say("changed in place, or the reverse"),
        "random": say("another way to fill it"),
        "other-function": say("another function"),
        "dropped-statement": say("a statement left out"),
        "dropped-print": say("a print left out"),
        "returned": say("something else returned"),
    }
)


class Mutant(Model):
    """A program that differs from the right one in one place.

    It changes lines `line` to `last_line` of the right program, counted from one. `change` is
    `before -> after` of the changed lines, without indentation; `diff` is unified, with one line
    of context.
    """

    kind: Kind
    line: int
    last_line: int
    change: str
    diff: str
    source: str
