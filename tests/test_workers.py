"""The pool of worker processes, with nothing of a grader in it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from grader.errors import GraderError, RunnerError, UsageError
from grader.model.message import say
from grader.proof import Workers
from grader.workers import Pool, open_pool

Doing = tuple[str, str]


@contextmanager
def opened() -> Iterator[Callable[[Doing], str]]:
    """Does what a test's order says."""
    yield lambda order: DOINGS[order[0]](order[1])


def refuse(why: str) -> str:
    raise UsageError(say("not {why}", why=why))


def die(_: str) -> str:
    os.kill(os.getpid(), signal.SIGKILL)
    return "not reached"


def die_once(mark: str) -> str:
    if Path(mark).exists():
        return "survived"
    Path(mark).touch()
    return die("")


def give_up(mark: str) -> str:
    if Path(mark).exists():
        return "another runner"
    Path(mark).touch()
    raise RunnerError(say("the runner is gone"))


def sleep(mark: str) -> str:
    Path(mark).write_text(str(os.getpid()))
    try:
        time.sleep(60)
    finally:
        Path(mark).unlink()
    return "not reached"


def where(_: str) -> str:
    return f"{os.sched_getscheduler(0)} {sorted(os.sched_getaffinity(0))}"


DOINGS = {
    "where": where,
    "say": str,
    "refuse": refuse,
    "die": die,
    "die once": die_once,
    "give up": give_up,
    "sleep": sleep,
}


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool[Doing, str]]:
    with open_pool(2, opened, tries=2) as made:
        yield made


def answers_of(pool: Pool[Doing, str], *orders: Doing) -> list[str]:
    return sorted(str(came) for _, came in pool.run(orders))


def test_an_error_is_an_answer_and_stops_nothing(pool):
    assert answers_of(pool, ("say", "a"), ("refuse", "b"), ("say", "c")) == ["a", "c", "not b"]


@pytest.mark.parametrize(
    ("doing", "answer"),
    [
        pytest.param("die once", "survived", id="the worker"),
        pytest.param("give up", "another runner", id="its runner"),
    ],
)
def test_what_dies_is_replaced_and_the_order_tried_again(pool, tmp_path, doing, answer):
    assert answers_of(pool, (doing, str(tmp_path / "mark")), ("say", "z")) == [answer, "z"]


def test_what_dies_twice_is_told_and_stops_nothing(pool):
    found = answers_of(pool, ("die", ""), ("say", "a"), ("say", "b"))
    assert found == ["A process that grades has stopped unexpectedly.", "a", "b"]


def test_orders_are_asked_for_when_a_worker_is_free(pool):
    asked = []

    def orders():
        for number in range(9):
            asked.append(number)
            yield "say", str(number)

    for got, _ in enumerate(pool.run(orders()), 1):
        assert len(asked) <= got + pool.most
    assert len(asked) == 9


def test_what_was_under_way_when_an_error_was_raised_is_not_mixed_up_with_later_work(pool):
    workers = Workers(pool)
    with pytest.raises(GraderError, match="not this") as kept:
        list(workers.grade("refuse", ["this", "this too"]))
    assert sorted(workers.grade("say", ["a", "b", "c"])) == ["a", "b", "c"]
    assert kept


PROGRAM = """\
import sys
sys.path.insert(0, sys.argv[2])
from test_workers import opened
from grader.workers import open_pool

if __name__ == "__main__":
    with open_pool(1, opened) as pool:
        list(pool.run([("sleep", sys.argv[1])]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
def test_a_busy_worker_ends_what_it_started_when_its_parent_is_killed(tmp_path):
    program, mark = tmp_path / "program.py", tmp_path / "mark"
    program.write_text(PROGRAM)
    command = [sys.executable, str(program), str(mark), str(Path(__file__).parent)]
    with subprocess.Popen(command) as process:
        wait_until(lambda: mark.exists() and mark.read_text())
        worker = mark.read_text()
        process.kill()
    wait_until(lambda: not mark.exists() and not Path("/proc", worker).exists())


def wait_until(holds: Callable[[], object]) -> None:
    end = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < end, "it has not come true"
        time.sleep(0.02)


INTERRUPTED = """
import os, signal, threading, time
from grader.workers import uninterrupted
threading.Thread(target=time.sleep, args=(5,), daemon=True).start()
try:
    with uninterrupted():
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.2)
        print("whole", flush=True)
    print("not here", flush=True)
except KeyboardInterrupt:
    print("then", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_an_interrupt_is_held_back_whatever_thread_it_comes_to():
    ran = subprocess.run([sys.executable, "-c", INTERRUPTED], capture_output=True, text=True)
    assert (ran.stdout, ran.stderr) == ("whole\nthen\n", "")


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="only Linux tells processors")
@pytest.mark.parametrize("apart", [True, False])
def test_workers_take_turns_and_those_apart_keep_to_a_processor_each(apart):
    mine = os.sched_getaffinity(0)
    with open_pool(len(mine), opened, apart=apart) as pool:
        told = [word.split(" ", 1) for _, word in pool.run([("where", "")] * len(mine))]
    assert {policy for policy, _ in told} == {str(os.SCHED_BATCH)}
    kept = sorted(json.loads(each) for _, each in told)
    assert kept == ([[each] for each in sorted(mine)] if apart else [sorted(mine)] * len(mine))
