"""`get_ipython()` in a module that was saved from a notebook: its magics are passed over."""

from __future__ import annotations

from collections.abc import Callable

from grader.model.message import Message, say


class ExportedShell:
    """Takes the calls that a notebook's magics become when it is saved as a module."""

    def __init__(self, note: Callable[[Message], None]) -> None:
        self._note = note

    def itself(self) -> ExportedShell:
        """What `get_ipython()` gives."""
        return self

    def run_line_magic(self, name: str, line: str = "", *_more: object) -> None:
        """`%name line`."""
        self._skip(f"%{name} {line}")

    def run_cell_magic(self, name: str, line: str = "", *_more: object) -> None:
        """`%%name line`: its cell is not run either."""
        self._skip(f"%%{name} {line}")

    def magic(self, line: str) -> None:
        """The old form of a line magic."""
        self._skip(f"%{line}")

    def system(self, command: str) -> None:
        """`!command`."""
        self._skip(f"!{command}")

    def getoutput(self, command: str) -> list[str]:
        """`x = !command`."""
        self._skip(f"!{command}")
        return []

    def _skip(self, what: str) -> None:
        self._note(say("{magic} was skipped: it works only in a notebook", magic=what.strip()[:60]))
