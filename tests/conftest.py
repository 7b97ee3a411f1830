"""Shared by all tests: one warm runner, and short ways to run and grade a piece of code."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from grader.runner import Runner, open_runner


@pytest.fixture(scope="session")
def runner() -> Iterator[Runner]:
    """A warm runner, sealed as well as this machine can."""
    with open_runner() as opened:
        yield opened


@pytest.fixture(scope="session")
def cold_runner() -> Iterator[Runner]:
    """A runner that starts an interpreter per run: a second and a half each."""
    with open_runner(start="cold") as opened:
        yield opened
