"""Every layout, and which one a folder has."""

from __future__ import annotations

from collections.abc import Iterator

from grader.collect import canvas, files, folders, gradescope, moodle, nbgrader
from grader.collect.layout import Layout
from grader.collect.names import shown_path
from grader.collect.tree import Tree, tree_of
from grader.errors import UsageError
from grader.model.message import Message, say
from grader.nearest import nearest

LAYOUTS: tuple[Layout, ...] = (
    gradescope.layout,
    nbgrader.layout,
    moodle.layout,
    canvas.layout,
    folders.layout,
    files.layout,
)
LAYOUT_NAMES = tuple(each.name for each in LAYOUTS)
WRAPPED = 4


def named_layout(name: str) -> Layout:
    """The layout of that name. UsageError, with the nearest name, if there is none."""
    found = next((each for each in LAYOUTS if each.name == name), None)
    if found is not None:
        return found
    close = nearest(name, LAYOUT_NAMES)
    if close is not None:
        raise UsageError(
            say("There is no layout {name}; did you mean {close}?", name=name, close=close)
        )
    raise UsageError(
        say("There is no layout {name}; there are: {names}.", name=name, names=LAYOUT_NAMES)
    )


def recognised(tree: Tree, forced: Layout | None) -> tuple[Layout, Tree]:
    """The surest layout, and the folder that has it: the outermost, where two are as sure."""
    layouts = LAYOUTS if forced is None else (forced,)
    sure, layout, found = 0.0, layouts[0], tree
    for level in _levels(tree):
        for each in layouts:
            if (here := each.recognise(level)) > sure:
                sure, layout, found = here, each, level
    if not sure:
        raise _unfit(tree, forced)
    return layout, found


def _levels(tree: Tree) -> Iterator[Tree]:
    """The folder, and what it wraps as long as it holds nothing but one folder."""
    yield tree
    for _ in range(WRAPPED):
        inner = tree_of(tree.folders[0]) if len(tree.entries) == 1 and tree.folders else None
        if not isinstance(inner, Tree):
            return
        tree = inner
        yield tree


def _unfit(tree: Tree, forced: Layout | None) -> UsageError:
    names = tuple(shown_path(each.name) for each in tree.entries[:5])
    if forced is None:
        return UsageError(
            say(
                "No submissions were found; what is there ({names}) has none of the layouts"
                " {layouts}. Give the folder or zip that holds the submissions.",
                names=names or ("…",),
                layouts=LAYOUT_NAMES,
            )
        )
    return UsageError(
        say(
            "What is there ({names}) is not laid out as {layout}; leave --layout out,"
            " and it is recognised.",
            names=names or ("…",),
            layout=forced.name,
        )
    )


def why_empty(tree: Tree | Message) -> Message | None:
    """Why nothing can be collected there, if so."""
    if isinstance(tree, Message):
        return tree
    return None if tree.entries or tree.overlooked else say("it is empty")
