"""Runs one student's program in this process, and keeps what it made and did."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grader.child.colab import install_colab
from grader.child.evidence import MAX_PRINTED, Evidence
from grader.child.folder import forget_modules, settle
from grader.child.module import ModuleRun
from grader.child.names import changed
from grader.child.output import Sink, capture
from grader.child.places import Places, cell_file_name
from grader.child.recorder import Recorder, Tell
from grader.child.seeds import mix_seeds, seed_everything
from grader.child.snapshots import Look, Snapshots
from grader.child.spies import Spies
from grader.child.trail import Trail
from grader.model.message import Message
from grader.model.run import CellEvidence, Job


@dataclass(frozen=True)
class Running:
    """A program that has run and whose objects are still there.

    `namespace` and `displays` (cell, object) are live; `made` holds, for watched names, the value
    records of when each was made. `places` tells the student's own code from other code. `spies`
    have the calls that were recorded, `trail` what sections hold; `figures` are matplotlib's, of
    cells that have ended. `work` is the program's own folder.
    """

    namespace: dict[str, object]
    made: Mapping[str, object]
    displays: Sequence[tuple[int, object]]
    cells: tuple[CellEvidence, ...]
    notes: tuple[Message, ...]
    places: Places
    spies: Spies
    trail: Trail
    figures: Sequence[Any]
    work: str


def prepare_shell() -> None:
    """Makes the shell that notebooks run in, so that children forked afterwards have it."""
    from grader.child.shell import the_shell

    the_shell()


def ready(job: Job, work: str, tell: Tell, look: Look) -> Callable[[], Running]:
    """Everything up to the program's first step: all that we change in this process is changed.

    Calling the result runs the program in the folder `work`, telling each step before it is taken.
    """
    recorder, sink = _recorder(job, tell, look)
    places = settle(job, work, recorder.note)
    install_colab(recorder.note)
    mix_seeds(job.salt)
    _begin(job, recorder, places)
    return lambda: _run(job, recorder, places, sink, look, work)


def run_again(job: Job, before: Running, look: Look, last: str) -> Running:
    """Runs the program of `before` once more, with new names, from the job's seed.

    `last` is the last module that was there before. What the libraries' own state was then is the
    caller's to restore.
    """
    before.spies.recording = False
    forget_modules(before.work, last)
    recorder, sink = _recorder(job, _untold, look)
    _begin(job, recorder, before.places)
    try:
        return _run(job, recorder, before.places, sink, look, before.work)
    finally:
        recorder.trail.remove()
        recorder.spies.remove()


def rehearse_run(job: Job, look: Look) -> Running:
    """Runs a program of ours here and now; nothing is written, and no folder is entered."""
    recorder, sink = _recorder(job, _untold, look)
    places = Places({}, {cell_file_name(cell.number): cell.number for cell in job.program.cells})
    return _run(job, recorder, places, sink, look, os.path.join(os.sep, "rehearsal"))


def _untold(_cell: int, _line: int) -> None:
    """If the process is lost over another run, the piece does not matter."""


def _recorder(job: Job, tell: Tell, look: Look) -> tuple[Recorder, Sink]:
    sink = capture(min(job.limits.output, MAX_PRINTED))
    trail = Trail(job.program, job.sections, sink)
    return Recorder(tell, Snapshots(job.watch, look), Spies(job.spies), trail), sink


def _begin(job: Job, recorder: Recorder, places: Places) -> None:
    seed_everything(job.seed)
    recorder.spies.install(places)
    recorder.trail.install()


def _run(
    job: Job, recorder: Recorder, places: Places, sink: Sink, look: Look, work: str
) -> Running:
    evidence = Evidence(look, len(job.program.cells))
    go = _run_module if job.program.kind == "module" else _run_notebook
    namespace, cells = go(job, work, recorder, places, sink, evidence)
    recorder.trail.end()
    return Running(
        namespace=namespace,
        made=recorder.made,
        displays=recorder.displays,
        cells=cells,
        notes=recorder.notes,
        places=places,
        spies=recorder.spies,
        trail=recorder.trail,
        figures=recorder.figures,
        work=work,
    )


Ran = tuple[dict[str, object], tuple[CellEvidence, ...]]


def _run_module(
    job: Job, work: str, recorder: Recorder, places: Places, sink: Sink, evidence: Evidence
) -> Ran:
    run = ModuleRun(job, work, recorder, places)
    before = dict(run.namespace)
    error = run.run()
    cell = evidence.cell(
        1,
        names=changed(before, run.namespace),
        displays=[shown for _, shown in recorder.displays],
        printed=sink.take(),
        error=error,
        seconds=run.seconds,
    )
    return run.namespace, (cell,)


def _run_notebook(
    job: Job, work: str, recorder: Recorder, places: Places, sink: Sink, evidence: Evidence
) -> Ran:
    from grader.child.notebook import NotebookRun

    run = NotebookRun(job, work, recorder, places, sink, evidence)
    return run.namespace, run.run()
