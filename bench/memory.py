"""What one child adds to the memory of the machine."""

from __future__ import annotations

from grader.grading import Grader
from grader.runner import open_runner
from grader.sources import read_submission
from grader.specs import load_set


def private_bytes(path: str) -> int:
    """Private bytes (clean and dirty) of a child that has run the program, from /proc.

    The child is made readable to its own user by leaving one layer out; nothing else differs.
    """
    with open_runner(wrapper="none", layers_off=("undumpable",)) as runner:
        grader = Grader(load_set("problems/pytorch-basics"), runner)
        session = grader.start(read_submission(path))
        session.run()
        try:
            assert session.pid is not None
            return _private(session.pid)
        finally:
            session.close()


def _private(pid: int) -> int:
    with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as rollup:
        rows = [line.split() for line in rollup if line.startswith("Private_")]
    return sum(int(row[1]) << 10 for row in rows)
