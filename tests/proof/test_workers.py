"""The worker processes: side by side, and nothing is left of them."""

from __future__ import annotations

import multiprocessing
import os
import signal
from pathlib import Path

import pytest

from grader.errors import RunnerError
from grader.proof.outcomes import Task
from grader.proof.workers import open_workers

FOLDER = str(Path(__file__).parents[2] / "problems" / "pytorch-basics")


def test_a_worker_that_dies_is_our_fault_and_nothing_is_left() -> None:
    tasks = [Task(role="reference", name="reference.py", seed=seed) for seed in range(4)]
    before = set(multiprocessing.active_children())
    with open_workers(1) as workers:
        outcomes = workers.grade(FOLDER, tasks)
        assert next(outcomes).passes
        (worker,) = set(multiprocessing.active_children()) - before
        os.kill(worker.pid, signal.SIGKILL)
        with pytest.raises(RunnerError, match="has stopped unexpectedly"):
            list(outcomes)
    assert set(multiprocessing.active_children()) <= before


def test_outcomes_that_nobody_waits_for_are_not_mixed_up_with_later_ones() -> None:
    first, second = ([Task(role="reference", name="reference.py", seed=s)] * 2 for s in (1, 2))
    with open_workers(2) as workers:
        next(iter(workers.grade(FOLDER, first)))
        assert {each.task.seed for each in workers.grade(FOLDER, second)} == {2}
