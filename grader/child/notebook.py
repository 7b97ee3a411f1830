"""Runs a notebook cell by cell, going on after a cell that fails."""

from __future__ import annotations

import sys
from contextlib import suppress
from time import perf_counter
from types import ModuleType

from grader.child.evidence import Evidence
from grader.child.figures import MAX_FIGURES, open_figures
from grader.child.names import changed
from grader.child.output import Sink
from grader.child.places import Places
from grader.child.raised import left, raised
from grader.child.recorder import Recorder
from grader.child.shell import the_shell
from grader.model.run import CellEvidence, Job, Place, Raised
from grader.model.submission import Cell


class NotebookRun:
    """One run of one notebook."""

    def __init__(
        self,
        job: Job,
        work: str,
        recorder: Recorder,
        places: Places,
        sink: Sink,
        evidence: Evidence,
    ) -> None:
        self._job = job
        self._recorder = recorder
        self._places = places
        self._sink = sink
        self._evidence = evidence
        self._skipped = {skip.cell: skip.reason for skip in job.skips}
        self._shell = the_shell()
        self._shell.begin(recorder, work)

    @property
    def namespace(self) -> dict[str, object]:
        """The notebook's own dict, live."""
        namespace: dict[str, object] = self._shell.user_ns
        return namespace

    def run(self) -> tuple[CellEvidence, ...]:
        """Runs all cells that are not to be skipped."""
        sys.argv = [""]
        return tuple(self._cell(cell) for cell in self._job.program.cells)

    def _cell(self, cell: Cell) -> CellEvidence:
        if cell.number in self._skipped:
            return self._evidence.cell(cell.number, error=self._skipped[cell.number])
        self._recorder.cell = cell.number
        self._recorder.step(1)
        before, shown = dict(self.namespace), len(self._recorder.displays)
        started = perf_counter()
        error = self._execute(cell)
        seconds = perf_counter() - started
        return self._evidence.cell(
            cell.number,
            names=changed(before, self.namespace),
            displays=[each for _, each in self._recorder.displays[shown:]],
            printed=self._sink.take(),
            error=error,
            seconds=seconds,
        )

    def _execute(self, cell: Cell) -> Raised | None:
        try:
            error = self._shell.run(cell)
        except BaseException as escaped:  # noqa: BLE001 - hooks that the student set may raise anything
            error = escaped
        self._recorder.figures.extend(open_figures()[: MAX_FIGURES - len(self._recorder.figures)])
        _close_figures()
        fallback = Place(cell=cell.number)
        if error is None:
            return None
        if isinstance(error, SystemExit):
            return left(error, self._places, fallback, in_cell=True)
        return raised(error, self._places, fallback)


def _close_figures() -> None:
    """As Jupyter does after each cell, so that the next cell's plot is a new one."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if type(pyplot) is ModuleType:
        # Cosmetic, and the student may have put anything in its place.
        with suppress(BaseException):
            pyplot.close("all")
