"""The child's half of a set's own checks, made before the student's program runs."""

from __future__ import annotations

from dataclasses import dataclass

from grader.checkers.base import AnyChecker, checker_named
from grader.checkers.own import OwnChecksError, checker_in, line_in, own_checkers, raised_by
from grader.child.raised import text_of
from grader.model.problem_set import OwnChecks
from grader.model.run import Unreadable

FILE = "checks.py"


@dataclass(frozen=True)
class OwnHalf:
    """The set's own checks, if it has any; `fault` says why they could not be made here."""

    own: OwnChecks | None = None
    fault: OwnChecksError | None = None

    @classmethod
    def of(cls, source: str | None) -> OwnHalf:
        """Runs the file, in a process that is confined already."""
        if source is None:
            return cls()
        own = OwnChecks(source=source, file=FILE)
        try:
            own_checkers(own)
        except OwnChecksError as error:
            return cls(fault=error)
        return cls(own)

    def checker(self, name: str) -> AnyChecker:
        """The checker of that name; OwnChecksError if it is one that could not be made."""
        if self.fault is None:
            return checker_in(name, self.own)
        try:
            return checker_named(name)
        except ImportError:
            raise self.fault from None


def unreadable(error: BaseException) -> Unreadable:
    """What a look raised: the fault of the set's own check, if its own code raised it."""
    said = f"{type(error).__name__}: {text_of(error)}"
    line = error.line if isinstance(error, OwnChecksError) else line_in(error, FILE)
    ours = isinstance(error, OwnChecksError) or raised_by(error, FILE)
    where = "" if line is None else f"{FILE}, line {line}: "
    return Unreadable(why=f"{where}{said}"[:2000], ours=ours)
