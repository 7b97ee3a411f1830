"""What is wrong with an item's `consistent_with`."""

from __future__ import annotations

from collections.abc import Iterator

from grader.errors import ExpressionError
from grader.model.message import say
from grader.specs.explain import Wrong
from grader.specs.tree import Node

CHECK = "value"
"""The one check that an answer can be held against again, with another expectation."""


def wrong_follows(root: Node) -> Iterator[Wrong]:
    """Every mistake with `consistent_with`, in a file that may have others."""
    for p, problem in root.entries("problems"):
        for i, item in problem.entries("items"):
            for wrong in _in_item(item):
                yield Wrong(("problems", p, "items", i, *wrong.path), wrong.what, wrong.mark)


def _in_item(item: Node) -> Iterator[Wrong]:
    follows = item.get("consistent_with")
    if follows is None or not isinstance(follows.value, dict):
        return
    if item.text("check") not in (CHECK, None):
        what = say("`consistent_with` belongs to the check `{check}` only.", check=CHECK)
        yield Wrong(("consistent_with",), what, follows)
    text = follows.text("expression")
    names = tuple(str(node.value) for _, node in follows.entries("names"))
    if text is None:
        return
    # Sets are also listed, by their specs alone; that needs no arrays.
    from grader.expressions import check

    try:
        check(text, names)
    except ExpressionError as error:
        path = ("consistent_with", "expression")
        yield Wrong(path, error.message, item.nearest(path))
