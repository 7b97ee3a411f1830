"""pytest: `pytest problems/` proves problem sets, `pytest --submission FILE` grades one file.

pytest loads this wherever the grader is installed: it imports nothing until it is used.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from grader.testing.sets import SetFile

SPEC = "set.yaml"


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options."""
    group = parser.getgroup("grader", "grading NumPy and PyTorch exercises")
    group.addoption(
        "--submission", metavar="FILE", help="grade this file: one test for each item of its set"
    )
    group.addoption(
        "--set",
        dest="grader_set",
        metavar="SLUG|PATH",
        help="the problem set of --submission; else what the file says, or the only one that fits",
    )


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> SetFile | None:
    """A problem set: one test for each of its claims."""
    if file_path.name != SPEC:
        return None
    from grader.testing.sets import SetFile

    return SetFile.from_parent(parent, path=file_path)


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> bool | None:
    """With `--submission` nothing else is collected; above all, that file is not imported."""
    if session.config.getoption("--submission") is None:
        return None
    from grader.testing.submissions import collect_submission

    collect_submission(session)
    return True


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Ends the processes that graded, if there are any."""
    from grader.testing.processes import end_processes

    end_processes(session.config)
