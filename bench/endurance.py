"""Thousands of submissions through one process: nothing may grow, nothing may stay behind."""

from __future__ import annotations

import os
import resource

from bench.figures import bar
from grader.grading import Grader
from grader.runner import open_runner
from grader.sources import read_submission
from grader.specs import load_set

SETTLED = 100
MOST_MEBIBYTES = 20.0


def endure(path: str, submissions: int) -> bool:
    """Grades one submission that often; False if memory, descriptors or processes grow."""
    print(f"endurance: {submissions} submissions")
    with open_runner() as runner:
        grader = Grader(load_set("problems/pytorch-basics"), runner)
        submission = read_submission(path)
        for _ in range(SETTLED):
            grader.grade(submission)
        memory, descriptors = _resident(), _descriptors()
        for _ in range(submissions - SETTLED):
            grader.grade(submission)
        grown = (_resident() - memory) / 2**20
        more = _descriptors() - descriptors
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(f"  peak of the parent {peak} MiB; descriptors more {more}; zombies {_zombies()}")
    flat = bar("MiB grown in the parent", grown, MOST_MEBIBYTES)
    return flat and more <= 0 and not _zombies()


def _resident() -> int:
    with open("/proc/self/statm", encoding="ascii") as statm:
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _descriptors() -> int:
    return len(os.listdir("/proc/self/fd"))


def _zombies() -> int:
    path = f"/proc/self/task/{os.getpid()}/children"
    with open(path, encoding="ascii") as children:
        return len(children.read().split())
