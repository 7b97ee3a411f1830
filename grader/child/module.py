"""Runs a module, one top-level statement after another, to its end or its first error."""

from __future__ import annotations

import builtins
import linecache
import sys
from collections.abc import Sequence
from time import perf_counter
from types import ModuleType

from grader.child.exported import ExportedShell
from grader.child.folder import program_path
from grader.child.places import Places
from grader.child.raised import left, raised
from grader.child.recorder import Recorder
from grader.child.statements import Parsed, Statement, parse
from grader.model.message import say
from grader.model.run import Job, Place, Raised, Skip

# Not a name that a file could be imported by; the same in every run, for it shows in types' names.
MODULE_NAME = "__submission__"


class ModuleRun:
    """One run of one module."""

    def __init__(self, job: Job, work: str, recorder: Recorder, places: Places) -> None:
        self._job = job
        self._path = program_path(job, work)
        self._recorder = recorder
        self._places = places
        self._module = ModuleType(MODULE_NAME)
        self._module.__file__ = self._path
        self.namespace["__builtins__"] = vars(builtins)
        self.seconds = 0.0

    @property
    def namespace(self) -> dict[str, object]:
        """The module's own dict, live."""
        return self._module.__dict__

    def run(self) -> Raised | None:
        """Runs what can be run; the error that ended it, if one did."""
        source = self._job.program.cells[0].source
        lines = source.splitlines(keepends=True)
        # As for `<stdin>`: with no time of change, the lines are never dropped.
        linecache.cache[self._path] = (len(source), None, lines, self._path)
        try:
            parsed = parse(source, self._path)
        except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError) as error:
            return raised(error, self._places, Place(file=self._job.program.name[:200]))
        self._enter(parsed, source)
        started = perf_counter()
        try:
            return self._run(parsed.statements)
        finally:
            self.seconds = perf_counter() - started

    def _enter(self, parsed: Parsed, source: str) -> None:
        for line, magic in parsed.magics:
            self._recorder.note(
                say(
                    "line {line}: {magic} was skipped: it works only in a notebook",
                    line=line,
                    magic=magic[:60],
                )
            )
        sys.modules[MODULE_NAME] = self._module
        sys.argv = [self._path]
        sys.displayhook = self._displayed
        if "get_ipython()" in source:
            vars(builtins)["get_ipython"] = ExportedShell(self._recorder.note).itself

    def _displayed(self, shown: object) -> None:
        """A module's expressions display as a notebook's do, so that both can be asked alike."""
        if shown is not None:
            self._recorder.show(shown)

    def _run(self, statements: Sequence[Statement]) -> Raised | None:
        skip = min(self._job.skips, key=_line, default=None)
        for statement in statements:
            if skip is not None and statement.line >= skip.line:
                return skip.reason
            self._recorder.step(statement.line, statement.code)
            error = self._execute(statement)
            self._recorder.done(self.namespace)
            if error is not None:
                return error
        return None

    def _execute(self, statement: Statement) -> Raised | None:
        fallback = Place(file=self._job.program.name[:200], line=statement.line)
        try:
            exec(statement.code, self.namespace)  # noqa: S102 - running the student's code is the point
        except SystemExit as error:
            return left(error, self._places, fallback, in_cell=False)
        except BaseException as error:  # noqa: BLE001 - whatever the student's code raises is told
            return raised(error, self._places, fallback)
        return None


def _line(skip: Skip) -> int:
    return skip.line
