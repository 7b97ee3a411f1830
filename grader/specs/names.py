"""Names within a set: no two the same, each `after` known, nobody waiting in a circle."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from grader.model.message import Message, say
from grader.model.order import Key, cycle_in, full_name
from grader.model.walk import Path
from grader.specs.explain import Wrong
from grader.specs.tree import Node
from grader.specs.unknown import unknown


@dataclass(frozen=True)
class _Need:
    """One entry of an `after`: which item needs which, and where that is written."""

    item: Key
    needed: Key
    written: str
    node: Node
    path: Path


def wrong_names(root: Node) -> Iterator[Wrong]:
    """Every mistake with names, in a file that may have others."""
    yield from _repeated(root, "problems", ())
    for number, problem in root.entries("problems"):
        yield from _repeated(problem, "items", ("problems", number))
    known = dict.fromkeys(_items(root))
    needs = list(_needs(root))
    for need in needs:
        if need.needed not in known:
            yield Wrong(need.path, _unknown_item(need, known), need.node)
    yield from _circles(tuple(known), [need for need in needs if need.needed in known])


def _repeated(parent: Node, key: str, path: Path) -> Iterator[Wrong]:
    lines: dict[str, int] = {}
    for number, entry in parent.entries(key):
        node = entry.get("slug")
        slug = entry.text("slug")
        if node is None or slug is None:
            continue
        if slug in lines:
            what = say(
                "The slug `{slug}` is taken; line {line} has it.", slug=slug, line=lines[slug]
            )
            yield Wrong((*path, key, number, "slug"), what, node)
        lines.setdefault(slug, node.line)


def _items(root: Node) -> Iterator[Key]:
    for _, problem in root.entries("problems"):
        for _, item in problem.entries("items"):
            yield problem.text("slug") or "", item.text("slug") or ""


def _needs(root: Node) -> Iterator[_Need]:
    for p, problem in root.entries("problems"):
        slug = problem.text("slug") or ""
        for i, item in problem.entries("items"):
            for number, node in item.entries("after"):
                if isinstance(node.value, str):
                    key, needed = (slug, item.text("slug") or ""), full_name(node.value, slug)
                    path: Path = ("problems", p, "items", i, "after", number)
                    yield _Need(key, needed, node.value, node, path)


def _unknown_item(need: _Need, known: Collection[Key]) -> Message:
    near = [item for problem, item in known if problem == need.item[0]]
    far = ["/".join(key) for key in known if key[0] != need.item[0]]
    return unknown(say("item"), need.written, dict.fromkeys([*near, *far]))


def _circles(known: Sequence[Key], needs: list[_Need]) -> Iterator[Wrong]:
    """Each circle, at the entry that leaves its first item."""
    rank = {key: number for number, key in enumerate(known)}
    while circle := cycle_in(_graph(needs)):
        first = min(range(len(circle) - 1), key=lambda at: rank[circle[at]])
        turned = (*circle[first:-1], *circle[: first + 1])
        broken = next(need for need in needs if (need.item, need.needed) == turned[:2])
        needs = [need for need in needs if need is not broken]
        shown = " → ".join("/".join(key) for key in turned)
        what = say("These items wait for each other in a circle: {circle}.", circle=shown)
        yield Wrong(broken.path, what, broken.node)


def _graph(needs: Sequence[_Need]) -> dict[Key, list[Key]]:
    graph: dict[Key, list[Key]] = {}
    for need in needs:
        graph.setdefault(need.item, []).append(need.needed)
    return graph
