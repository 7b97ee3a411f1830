"""Runs programs as a child does, each in a process forked for it: what they change dies with it."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import torch

import grader.child.shell  # noqa: F401 - once, instead of in every forked process
from grader.child.look import look
from grader.child.programs import Running, ready
from grader.child.shims import install_shims
from grader.model.run import CellEvidence, Job
from grader.model.submission import Cell, Program
from grader.model.values import Value

PATIENCE = 60


@dataclass(frozen=True)
class Outcome:
    """What is left of a run when its process has gone; `probed` is what `probe` returned."""

    cells: tuple[CellEvidence, ...]
    notes: tuple[str, ...]
    made: Mapping[str, Value]
    displays: tuple[tuple[int, Value], ...]
    steps: tuple[tuple[int, int], ...]
    probed: Any

    @property
    def cell(self) -> CellEvidence:
        """The evidence of the only cell."""
        (only,) = self.cells
        return only


@dataclass(frozen=True)
class Runner:
    """Runs programs in folders below `folder`."""

    folder: Path
    prepare: Callable[[], object] = field(default=lambda: None)

    def module(self, source: str, probe: Any = None, name: str = "hw.py", **job: Any) -> Outcome:
        """Runs a module."""
        program = Program(kind="module", name=name, cells=(Cell(number=1, source=source),))
        return self.run(Job(program=program, **{"seed": 1, **job}), probe)

    def notebook(self, *sources: str, probe: Any = None, **job: Any) -> Outcome:
        """Runs a notebook of these cells."""
        cells = tuple(Cell(number=at, source=source) for at, source in enumerate(sources, 1))
        program = Program(kind="notebook", name="hw.ipynb", cells=cells)
        return self.run(Job(program=program, **{"seed": 1, **job}), probe)

    def run(self, job: Job, probe: Callable[[Running], object] | None = None) -> Outcome:
        """Runs a job; `probe` sees the live program, in its process."""
        incoming, outgoing = os.pipe()
        pid = os.fork()
        if pid == 0:
            self._child(job, probe, outgoing)
        os.close(outgoing)
        with open(incoming, "rb") as pipe:
            data = pipe.read()
        _, status = os.waitpid(pid, 0)
        assert status == 0, data.decode(errors="replace")
        result: Outcome = pickle.loads(data)
        return result

    def _child(self, job: Job, probe: Any, outgoing: int) -> None:
        status = 1
        signal.alarm(PATIENCE)
        try:
            result = pickle.dumps(self._run(job, probe))
            status = 0
        except BaseException:  # noqa: BLE001 - told to the test
            result = traceback.format_exc().encode()
        finally:
            with open(outgoing, "wb") as pipe:
                pipe.write(result)
            os._exit(status)

    def _run(self, job: Job, probe: Any) -> Outcome:
        warnings.resetwarnings()
        sys.path.insert(0, "")
        work = self.folder / "work"
        work.mkdir(exist_ok=True)
        steps = []
        self.prepare()
        install_shims()
        running = ready(job, str(work), lambda *step: steps.append(step), look)()
        return Outcome(
            running.cells,
            tuple(map(str, running.notes)),
            dict(running.made),
            tuple((cell, look(shown)) for cell, shown in running.displays),
            tuple(steps),
            probe(running) if probe else None,
        )


@pytest.fixture
def runner(tmp_path: Path) -> Iterator[Runner]:
    """Runs programs; one thread, for a second one could hang a fork."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield Runner(tmp_path)
    torch.set_num_threads(threads)
