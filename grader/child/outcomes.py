"""Why a look at the subject has no result, as exceptions that carry the answer."""

from __future__ import annotations

from typing import Literal

from grader.model.run import Absent, Failed, Raised


class AbsentError(Exception):
    """There is nothing of that name, or still the starter's None or `...`."""

    def __init__(
        self,
        name: str,
        still_stub: bool = False,
        names: tuple[tuple[str, str], ...] = (),
        what: Literal["name", "section", "display", "print"] = "name",
    ) -> None:
        super().__init__(name)
        self.outcome = Absent(name=name[:200], still_stub=still_stub, names=names, what=what)


class StudentError(Exception):
    """Code of the student's raised while it was asked for a value."""

    def __init__(self, raised: Raised, bases: tuple[str, ...] = ()) -> None:
        super().__init__(raised.text)
        self.outcome = Failed(error=raised)
        self.bases = bases
