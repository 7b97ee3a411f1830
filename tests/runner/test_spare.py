"""The next child is forked and confined while one runs; it waits for its job."""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from grader.model.run import Job, Limits
from grader.model.submission import Cell, Program
from grader.runner import Runner, open_runner
from grader.runner.session import Session
from grader.runner.zygote import MANY
from tests.engine.kit import below, gone, until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/proc")

FILTERED = re.compile(r"^Seccomp:\t2$", re.MULTILINE)
INSIDE = re.compile(r"^NSpid:.*\t(\d+)$", re.MULTILINE)


@pytest.fixture
def others() -> set[int]:
    """Children of other runners, forked ahead by these."""
    return set(confined())


@pytest.fixture
def own(others: set[int]) -> Iterator[Runner]:
    """A runner that has started as many children as it takes."""
    with open_runner(shell=False) as opened:
        for _ in range(MANY):
            run(opened)
        yield opened


def run(runner: Runner, source: str = "x = 1", **limits: object) -> tuple[int, str]:
    """The pid of the child that ran the program, as its starter numbers it, and what it printed."""
    program = Program(kind="module", name="a.py", cells=(Cell(number=1, source=source),))
    session = Session(runner, Job(program=program, seed=7, limits=Limits(**limits)))
    try:
        ran = session.run()
        assert ran is not None
        assert session.pid is not None
        return session.pid, ran.cells[0].printed
    finally:
        session.close()


def confined() -> dict[int, int]:
    """The children that are confined by now: their pids, and those that their starter knows."""
    found = {}
    for pid, line in below(os.getpid()).items():
        if "-m grader.child.zygote" in line:
            with suppress(OSError):
                status = Path(f"/proc/{pid}/status").read_text()
                if FILTERED.search(status):
                    found[pid] = int(INSIDE.findall(status)[0])
    return found


def inside(pid: int) -> int:
    """That child's number as its starter knows it."""
    return confined()[pid]


def the_spare(runner: Runner, others: Collection[int]) -> int:
    """The child of that runner that waits for a job, once it is confined."""
    waiting = getattr(runner, "waiting", None)
    assert waiting is not None

    def found() -> list[int]:
        return [
            pid for pid, number in confined().items() if number == waiting.pid and pid not in others
        ]

    return until(found)[0]


def test_the_next_child_waits_confined(own: Runner, others: set[int]) -> None:
    spare = the_spare(own, others)
    number = inside(spare)
    assert run(own)[0] == number
    assert until(lambda: gone([spare]))
    assert the_spare(own, others) != spare


def test_one_that_has_died_is_replaced(own: Runner, others: set[int]) -> None:
    spare = the_spare(own, others)
    number = inside(spare)
    os.kill(spare, signal.SIGKILL)
    assert until(lambda: gone([spare]))
    assert run(own, "print(1)")[1] == "1\n"
    assert run(own)[0] != number


def test_other_limits_take_another_child(own: Runner, others: set[int]) -> None:
    number = inside(the_spare(own, others))
    code = "import resource\nprint(resource.getrlimit(resource.RLIMIT_FSIZE)[1])"
    pid, printed = run(own, code, disk=5 << 20)
    assert pid != number
    assert printed == f"{5 << 20}\n"
    assert run(own, code, disk=5 << 20)[1] == printed
    assert run(own, code)[1] == f"{Limits().disk}\n"


def test_the_first_optimiser_takes_another_child(own: Runner, others: set[int]) -> None:
    number = inside(the_spare(own, others))
    code = "import sys\nimport torch.optim\nprint('torch._dynamo' in sys.modules)"
    pid, printed = run(own, code)
    assert (pid != number, printed) == (True, "True\n")


def test_nothing_is_left(others: set[int]) -> None:
    with open_runner(shell=False) as runner:
        for _ in range(MANY):
            run(runner)
        spare = the_spare(runner, others)
    assert gone([spare])
