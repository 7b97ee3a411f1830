"""Which of the student's own files or cells a line of code belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field

from grader.child.builtin_copy import BUILTINS
from grader.model.run import Place

__builtins__ = BUILTINS


def cell_file_name(number: int) -> str:
    """The file name under which a cell is compiled."""
    return f"<cell {number}>"


@dataclass(frozen=True)
class Places:
    """Compiled file names, as frames carry them, and what the student calls them."""

    files: dict[str, str] = field(default_factory=dict)
    cells: dict[str, int] = field(default_factory=dict)

    def find(self, file_name: str, line: int | None) -> Place | None:
        """The place of a line, or None if the file is not the student's."""
        if file_name in self.cells:
            return Place(cell=self.cells[file_name], line=line)
        if file_name in self.files:
            return Place(file=self.files[file_name][:200], line=line)
        return None
