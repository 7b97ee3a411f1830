"""What a YAML file says, with the place of every part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from grader.model.message import Message, say, say_count
from grader.model.walk import Path
from grader.specs.mistakes import Mark

Scalar = str | int | float | bool | None


@dataclass(frozen=True)
class Node:
    """One part: a scalar, a list or a mapping. `written` is a scalar's text in the file.

    A part that is not `sound` has had its mistake told; `value` then means nothing. `keys` has the
    places of a mapping's keys.
    """

    value: Scalar | tuple[Node, ...] | dict[str, Node]
    line: int
    column: int
    written: str = ""
    sound: bool = True
    keys: Mapping[str, Mark] = field(default_factory=dict)

    def get(self, key: str) -> Node | None:
        """The part under that key, if this is a mapping that has it."""
        return self.value.get(key) if isinstance(self.value, dict) else None

    def entries(self, key: str) -> Iterator[tuple[int, Node]]:
        """The parts of the list under that key, numbered; none if there is no list."""
        listed = self.get(key)
        if listed is not None and isinstance(listed.value, tuple):
            yield from enumerate(listed.value)

    def text(self, key: str) -> str | None:
        """The text under that key, if there is a text."""
        found = self.get(key)
        return found.value if found is not None and isinstance(found.value, str) else None

    def nearest(self, path: Path) -> Node:
        """The part at that path, or the deepest on the way that exists."""
        node = self
        for step in path:
            below = node.step(step)
            if below is None:
                break
            node = below
        return node

    def mappings(self, path: Path = ()) -> Iterator[tuple[Path, Node]]:
        """Each mapping in this part, itself included, with the path that leads to it."""
        below: Iterable[tuple[str | int, Node]] = ()
        if isinstance(self.value, dict):
            yield path, self
            below = self.value.items()
        elif isinstance(self.value, tuple):
            below = enumerate(self.value)
        for step, part in below:
            yield from part.mappings((*path, step))

    def step(self, step: str | int) -> Node | None:
        """The part below, by key or number, if there is one."""
        if isinstance(step, str):
            return self.get(step)
        if isinstance(self.value, tuple) and 0 <= step < len(self.value):
            return self.value[step]
        return None

    def plain(self) -> Any:  # noqa: ANN401
        """The tree without places: dicts, tuples and scalars."""
        if isinstance(self.value, dict):
            return {key: part.plain() for key, part in self.value.items()}
        if isinstance(self.value, tuple):
            return tuple(part.plain() for part in self.value)
        return self.value


def described(node: Node) -> Message:
    """What stands there, in words."""
    value = node.value
    if isinstance(value, dict):
        return _mapping(tuple(value))
    if value == ():
        return say("an empty list")
    if isinstance(value, tuple):
        return say_count("a list of {count} entry", "a list of {count} entries", len(value))
    if value is None:
        return say("nothing")
    if isinstance(value, bool):
        return say("`{written}`, which YAML reads as true or false", written=node.written)
    if isinstance(value, str):
        text = shortened(value)
        return say("the text “{text}”", text=text) if text else say("an empty text")
    return say("the number {written}", written=shortened(node.written))


def shortened(text: str) -> str:
    """The text on one line, at most 60 characters of it."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"


def _mapping(keys: tuple[str, ...]) -> Message:
    if not keys:
        return say("an empty mapping")
    return say("a mapping with the keys {keys}", keys=tuple(map(shortened, keys[:6])))
