"""Runs students' programs in processes of their own, and talks to those."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Literal, Protocol

from grader.model.run import Job, LayerState
from grader.runner.child import Child
from grader.runner.guard import close_memory
from grader.runner.launch import Wrapper, plan

Start = Literal["auto", "zygote", "cold"]


class Runner(Protocol):
    """Starts children."""

    @property
    def layers(self) -> tuple[LayerState, ...]:
        """What surrounds every child."""
        ...

    @property
    def versions(self) -> Mapping[str, str]:
        """The software that the children run with: python, numpy, torch."""
        ...

    def start(self, job: Job) -> Child:
        """A child that has been sent the job and is running it."""
        ...

    def close(self) -> None:
        """Ends all that was started."""
        ...


@contextmanager
def open_runner(
    *,
    start: Start = "auto",
    wrapper: Wrapper = "auto",
    layers_off: tuple[str, ...] = (),
    shell: bool = True,
) -> Iterator[Runner]:
    """A runner, closed at the end whatever happens. It warms up while the caller goes on.

    `layers_off` are left out on purpose. `shell`: whether notebooks will come; without it a first
    one costs its child 30 ms more.
    """
    close_memory()
    runner = _runner(start, wrapper, layers_off, shell)
    try:
        yield runner
    finally:
        runner.close()


def _runner(start: Start, wrapper: Wrapper, layers_off: tuple[str, ...], shell: bool) -> Runner:
    if start == "cold" or (start == "auto" and not _can_fork()):
        from grader.runner.cold import ColdRunner

        return ColdRunner(plan(wrapper), layers_off=layers_off)
    from grader.runner.zygote import ZygoteRunner

    return ZygoteRunner(plan(wrapper), shell=shell, layers_off=layers_off)


def _can_fork() -> bool:
    """Linux alone: elsewhere a fork without exec is unsafe, or there are no pidfds."""
    return hasattr(os, "pidfd_open")
