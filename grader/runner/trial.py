"""How programs are kept apart here, seen by running an empty one."""

from __future__ import annotations

from grader.model.isolation import Isolation
from grader.model.run import Job
from grader.model.submission import Cell, Program
from grader.runner import Runner
from grader.runner.isolation import judge_isolation
from grader.runner.session import Session

EMPTY = Program(kind="module", name="empty.py", cells=(Cell(number=1, source=""),))


def isolation_of(runner: Runner) -> Isolation:
    """What the runner's children say of themselves before any program has run."""
    session = Session(runner, Job(program=EMPTY, seed=0))
    try:
        session.run()
    finally:
        session.close()
    return judge_isolation(runner.layers, session.layers)
