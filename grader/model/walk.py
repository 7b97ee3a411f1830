"""Everything inside a record, with its path."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from grader.model.base import Model

Path = tuple[str | int, ...]
T = TypeVar("T")


def parts(whole: object, path: Path = ()) -> Iterator[tuple[Path, object]]:
    """Each part with the path that leads to it, the whole itself first."""
    yield path, whole
    for step, part in _inside(whole):
        yield from parts(part, (*path, step))


def parts_of_type(whole: object, kind: type[T]) -> Iterator[tuple[Path, T]]:
    """The parts that are of that type."""
    return ((path, part) for path, part in parts(whole) if isinstance(part, kind))


def written(path: Path) -> str:
    """A path as people write it: `problems[2].items[0].probe.of`."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")


def _inside(whole: object) -> Iterator[tuple[str | int, object]]:
    if isinstance(whole, Model):
        yield from whole
    elif isinstance(whole, dict):
        yield from whole.items()
    elif isinstance(whole, tuple):
        yield from enumerate(whole)
