"""The zygote from the parent's side: started clean, asked to fork, hung up on."""

from __future__ import annotations

import os
import re
import signal
import socket
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from grader.errors import RunnerError
from grader.model.message import say
from grader.model.run import Job, LayerState, Terms
from grader.model.submission import Program
from grader.runner.child import Child, ChildEndedError, Exit
from grader.runner.control import Control
from grader.runner.launch import LaunchPlan, discard, end
from grader.runner.pipes import PolledPipes

STOPPING_SECONDS = 5
MANY = 4
"""From which child on the next one is forked ahead; a submission alone takes fewer."""
OPTIMISING = re.compile(r"\boptim\b|\btorch\.func\b|\bfunctorch\b|\bvmap\b")


class ZygoteRunner:
    """Forks one child per run from a process that has torch imported."""

    def __init__(self, plan: LaunchPlan, *, shell: bool, layers_off: tuple[str, ...] = ()) -> None:
        self._layers_off = layers_off
        self._plan = plan
        self._number = 0
        self._spare: Spare | None = None
        self._optimising = False
        self._versions: Mapping[str, str] | None = None
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = plan.start(
                (
                    sys.executable,
                    *("-P", "-s", "-m", "grader.child.zygote"),
                    *(str(theirs.fileno()), plan.scratch, "shell" if shell else "plain"),
                    "wrapped" if plan.prefix else "bare",
                ),
                pass_fds=(theirs.fileno(),),
                leads=True,
            )
        self._control = Control(ours)

    @property
    def layers(self) -> tuple[LayerState, ...]:
        """What surrounds the whole zygote."""
        return self._plan.layers

    @property
    def versions(self) -> Mapping[str, str]:
        """The software in the zygote; waits until it is warm."""
        if self._versions is None:
            try:
                self._versions = self._control.wait_for("hello", 0)[0]
            except RunnerError as error:
                raise self._not_started() from error
        return self._versions

    def _not_started(self) -> RunnerError:
        _, said = self._process.communicate(timeout=STOPPING_SECONDS)
        lines = said.decode("utf-8", "replace").strip().splitlines()
        return RunnerError(
            say(
                "The process that runs students' code could not be started: {detail}. "
                "`grade doctor` shows what this machine offers.",
                detail=lines[-1] if lines else say("it said nothing"),
            )
        )

    def start(self, job: Job) -> Child:
        """A child that has been sent the job; its end is this runner's to see to."""
        _ = self.versions
        terms = Terms(limits=job.limits, layers_off=self._layers_off)
        child = self._begun(terms, job)
        if self._number >= MANY:
            # While that one runs, the next is forked and confined: it only waits for its job.
            self._spare = self._forked(terms)
        return child

    @property
    def waiting(self) -> ForkedProcess | None:
        """The child that was forked ahead."""
        return self._spare and self._spare.process

    def _begun(self, terms: Terms, job: Job) -> Child:
        spare, self._spare = self._spare, None
        if may_optimise(job.program) and not self._optimising:
            self._optimising = True
        elif spare is not None and spare.child.terms == terms:
            with suppress(ChildEndedError):
                spare.child.begin(job)
                return spare.child
        if spare is not None:
            spare.child.let_go()
        child = self._forked(terms).child
        child.begin(job)
        return child

    def _forked(self, terms: Terms) -> Spare:
        """A child that waits for its job."""
        self._number += 1
        job_read, job_write = os.pipe()
        result_read, result_write = os.pipe()
        errors_read, errors_write = os.pipe()
        theirs = (job_read, result_write, errors_write)
        try:
            self._control.fork(self._number, theirs, optimisers=self._optimising)
        finally:
            for descriptor in theirs:
                os.close(descriptor)
        process = ForkedProcess(self._control, self._number)
        pipes = PolledPipes(job_write, result_read, errors_read)
        return Spare(Child(pipes, process, terms), process)

    def close(self) -> None:
        """Ends every child and the zygote, and removes its folder."""
        with suppress(RunnerError):
            if self._spare is not None:
                self._spare.child.let_go()
            self._control.all_ended()
        self._control.close()
        end(self._process)
        discard(self._plan)


class Spare(NamedTuple):
    """A child that has no job yet, and its process."""

    child: Child
    process: ForkedProcess


def may_optimise(program: Program) -> bool:
    """Whether the text mentions torch.optim, torch.func or torch.vmap."""
    return any(OPTIMISING.search(cell.source) for cell in program.cells)


@dataclass
class ForkedProcess:
    """A child of the zygote, held by a pidfd, so that no other process can be meant."""

    control: Control
    number: int

    @cached_property
    def _born(self) -> tuple[int, int]:
        """The pidfd and the process id, once the zygote has told them."""
        message, descriptors = self.control.wait_for("born", self.number)
        return descriptors[0], int(message["pid"])

    @property
    def pid(self) -> int:
        """As the zygote numbers it."""
        return self._born[1]

    @property
    def pidfd(self) -> int:
        """This process and no other."""
        return self._born[0]

    def kill(self) -> None:
        """SIGKILL."""
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.pidfd, signal.SIGKILL)

    def wait(self) -> Exit:
        """What the kernel told the zygote of its end."""
        message, _ = self.control.wait_for("exit", self.number)
        os.close(self.pidfd)
        return Exit(
            status=int(message["status"]),
            cpu_seconds=float(message["cpu_seconds"]),
            peak_bytes=int(message["peak_bytes"]),
        )

    def let_go(self) -> None:
        """SIGKILL without waiting."""
        self.kill()
        os.close(self.pidfd)
        self.control.let_go(self.number)
