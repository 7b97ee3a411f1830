"""Runs one student's program in this process, and keeps what it made and did."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from grader.child.colab import install_colab
from grader.child.evidence import MAX_PRINTED, Evidence
from grader.child.folder import settle
from grader.child.module import ModuleRun
from grader.child.names import changed
from grader.child.output import Sink, capture
from grader.child.places import Places
from grader.child.recorder import Recorder
from grader.child.seeds import mix_seeds, seed_everything
from grader.child.shims import install_shims
from grader.child.snapshots import Look, Snapshots
from grader.model.message import Message
from grader.model.run import CellEvidence, Job, Step


@dataclass(frozen=True)
class Running:
    """A program that has run and whose objects are still there.

    `namespace` and `displays` (cell, object) are live; `made` holds, for watched names, the value
    records of when each was made. `places` tells the student's own code from other code.
    """

    namespace: dict[str, object]
    made: Mapping[str, object]
    displays: Sequence[tuple[int, object]]
    cells: tuple[CellEvidence, ...]
    notes: tuple[Message, ...]
    places: Places


def prepare_shell() -> None:
    """Makes the shell that notebooks run in, so that children forked afterwards have it."""
    from grader.child.shell import the_shell

    the_shell()


def run_program(job: Job, work: str, tell: Callable[[Step], None], look: Look) -> Running:
    """Runs the program in the folder `work`, telling each step before it is taken.

    Changes this process for good: it is a child that runs one program.
    """
    return ready(job, work, tell, look)()


def ready(job: Job, work: str, tell: Callable[[Step], None], look: Look) -> Callable[[], Running]:
    """Everything up to the program's first step: all that we change in this process is changed."""
    recorder = Recorder(tell, Snapshots(job.watch, look))
    places = settle(job, work, recorder.note)
    install_shims()
    install_colab(recorder.note)
    sink = capture(min(job.limits.output, MAX_PRINTED))
    seed_everything(job.seed)
    mix_seeds(job.salt)
    evidence = Evidence(look, len(job.program.cells))

    def run() -> Running:
        go = _run_module if job.program.kind == "module" else _run_notebook
        namespace, cells = go(job, work, recorder, places, sink, evidence)
        return Running(namespace, recorder.made, recorder.displays, cells, recorder.notes, places)

    return run


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
