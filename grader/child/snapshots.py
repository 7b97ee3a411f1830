"""Watched variables as they were when they were made, before any later change in place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from grader.child.builtin_copy import BUILTINS
from grader.model.values import Value

__builtins__ = BUILTINS

Look = Callable[[object], Value]
ABSENT = object()


class Snapshots:
    """Looks at a watched name after the top-level statement that bound it to a new object."""

    def __init__(self, names: Sequence[str], look: Look) -> None:
        self._look = look
        # Holding the objects keeps their identities from being used again.
        self._last = dict.fromkeys(names, ABSENT)
        self._made: dict[str, Value] = {}

    def take(self, namespace: Mapping[str, object]) -> None:
        """To be called after every top-level statement."""
        for name, last in self._last.items():
            found = namespace.get(name, ABSENT)
            if found is not last:
                self._last[name] = found
                if found is not ABSENT:
                    self._made[name] = self._look(found)

    @property
    def made(self) -> Mapping[str, Value]:
        """The last value made under each name that was ever bound."""
        return MappingProxyType(self._made)
