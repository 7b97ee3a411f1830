"""The software that graded."""

from __future__ import annotations

import platform

import grader
from grader.model.report import Versions
from grader.runner import Runner


def versions_of(runner: Runner) -> Versions:
    """Ours, and those that the child runs with, as it said before it held any student code."""
    said = runner.versions
    return Versions(
        grader=grader.__version__,
        python=said["python"],
        numpy=said["numpy"],
        torch=said["torch"],
        platform=f"{platform.system()} {platform.release()} {platform.machine()}",
    )
