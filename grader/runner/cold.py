"""A fresh process per run, where fork is not to be had: the same protocol, a second slower."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping

from grader.model.run import Job, LayerState, Terms
from grader.runner.child import Child, Exit
from grader.runner.launch import LaunchPlan, discard, remove
from grader.runner.threads import ThreadedPipes


class ColdRunner:
    """Starts a new interpreter for every run."""

    def __init__(self, plan: LaunchPlan, *, layers_off: tuple[str, ...] = ()) -> None:
        self._layers_off = layers_off
        self._plan = plan
        self._number = 0
        self._started: list[ColdProcess] = []
        self._versions: Mapping[str, str] | None = None

    @property
    def layers(self) -> tuple[LayerState, ...]:
        """What surrounds each process."""
        return self._plan.layers

    @property
    def versions(self) -> Mapping[str, str]:
        """The software that the processes run with, read from its installed metadata."""
        if self._versions is None:
            self._versions = _installed()
        return self._versions

    def start(self, job: Job) -> Child:
        """A child that has been sent the job; its end is this runner's to see to."""
        self._sweep()
        self._number += 1
        work = os.path.join(self._plan.scratch, str(self._number))
        process = self._plan.start(
            (sys.executable, "-P", "-s", "-m", "grader.child.cold", work),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        held = ColdProcess(process, work)
        self._started.append(held)
        child = Child(
            ThreadedPipes(process), held, Terms(limits=job.limits, layers_off=self._layers_off)
        )
        child.begin(job)
        return child

    def _sweep(self) -> None:
        """Forgets the processes that have ended, and removes what they left."""
        self._started = [each for each in self._started if not each.is_over()]

    def close(self) -> None:
        """Ends every process, and removes their folder."""
        for process in self._started:
            process.kill()
            process.wait()
        discard(self._plan)


class ColdProcess:
    """One interpreter."""

    def __init__(self, process: subprocess.Popen[bytes], work: str) -> None:
        self._process = process
        self._work = work
        self.pid = process.pid

    def kill(self) -> None:
        """SIGKILL, or what the system has for it."""
        self._process.kill()

    def wait(self) -> Exit:
        """Its end; there is no word on processor time and memory here."""
        code = self._process.wait()
        return Exit(status=-code if code < 0 else code << 8)

    def is_over(self) -> bool:
        """Whether it has ended; if so, its folder is gone too."""
        if self._process.poll() is None:
            return False
        remove(self._work)
        return True

    def let_go(self) -> None:
        """Kills it; the runner sees to the rest."""
        self.kill()


def _installed() -> Mapping[str, str]:
    import platform
    from importlib.metadata import version

    return {
        "python": platform.python_version(),
        "numpy": version("numpy"),
        "torch": version("torch"),
    }
