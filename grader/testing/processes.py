"""The processes that grade while pytest runs: started when they are needed, ended with it."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from grader.proof import Workers
    from grader.runner import Runner

OPENED: pytest.StashKey[ExitStack] = pytest.StashKey()
WORKERS: pytest.StashKey[Workers] = pytest.StashKey()


def workers_of(config: pytest.Config) -> Workers:
    """The workers that all problem sets share."""
    if WORKERS not in config.stash:
        from grader.proof import open_workers

        config.stash[WORKERS] = _opened(config).enter_context(open_workers())
    return config.stash[WORKERS]


def runner_for(config: pytest.Config, *, shell: bool) -> Runner:
    """A runner for one submission."""
    from grader.runner import open_runner

    return _opened(config).enter_context(open_runner(shell=shell))


def end_processes(config: pytest.Config) -> None:
    """Closes whatever was opened."""
    if OPENED in config.stash:
        config.stash[OPENED].close()


def _opened(config: pytest.Config) -> ExitStack:
    return config.stash.setdefault(OPENED, ExitStack())
