"""Graders on a Dask cluster: a real scheduler and two real workers, one killed in the middle."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from contextlib import ExitStack
from inspect import signature

import pytest

from grader.engine import open_dask, open_local
from grader.errors import RunnerError, UsageError
from grader.model.run import Limits
from tests.engine.kit import (
    RIGHT,
    SLOW,
    below,
    gone,
    handed_in,
    kill,
    started,
    until,
    without_times,
)

PROGRAM_SECONDS = Limits().program_seconds

pytest.importorskip("distributed", reason="the extra `dask` is not installed")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/proc")


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory):
    folder = tmp_path_factory.mktemp("scheduler")
    file = folder / "scheduler.json"
    where = ("--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(file))
    with started("scheduler", *where, log=folder / "log") as process:
        until(lambda: file.exists() and file.read_text().endswith("}"))
        yield process, file


@pytest.fixture(scope="module")
def scheduler_file(scheduler):
    return scheduler[1]


@pytest.fixture(scope="module")
def nannies(scheduler_file):
    folder = scheduler_file.parent
    where = ("--scheduler-file", str(scheduler_file), "--local-directory", str(folder))
    with ExitStack() as stack:
        yield [
            stack.enter_context(
                started("worker", *where, "--nthreads", "1", log=folder / f"log{number}")
            )
            for number in range(2)
        ]


def refusal(where, tiny, patience=0.5) -> str:
    with (
        pytest.raises(UsageError) as caught,
        open_dask(str(where), tiny, seed=7, limits=Limits(), patience=patience),
    ):
        pass
    return str(caught.value)


def test_nobody_answers(tiny):
    clock = time.monotonic()
    assert refusal("tcp://127.0.0.1:1", tiny) == (
        "Nobody answers at tcp://127.0.0.1:1, even after 0.5 seconds. Is the scheduler running "
        "there, and can this machine reach it?"
    )
    assert time.monotonic() - clock < 5


@pytest.mark.parametrize("text", [None, "tcp:", "[]", "{}"])
def test_neither_an_address_nor_a_scheduler_file(tiny, tmp_path, text):
    if text is not None:
        (tmp_path / "file").write_text(text)
    assert refusal(tmp_path / "file", tiny) == (
        f"{tmp_path / 'file'} is neither an address such as tcp://host:8786 nor a scheduler file. "
        "Start the scheduler with --scheduler-file, or give its address."
    )


def test_a_cluster_without_workers(scheduler_file, tiny):
    address = json.loads(scheduler_file.read_text())["address"]
    assert refusal(address, tiny) == (
        "The cluster has no workers, even after 0.5 seconds. Start some, and run the command again."
    )


def class_(folder, asked):
    """Twelve, one of whom handed nothing in."""
    for number in range(12):
        asked.append(number)
        source = None if number == 5 else SLOW if number % 4 == 0 else RIGHT
        yield handed_in(folder, f"s{number}", source)


def test_a_worker_killed_in_the_middle_costs_nothing(scheduler_file, nannies, tiny, tmp_path):
    asked, outcomes = [], []
    with open_dask(str(scheduler_file), tiny, seed=7, limits=Limits(), patience=20) as engine:
        engine.client.wait_for_workers(2, timeout=20)
        with open_local(tiny, jobs=1, seed=7, limits=Limits()) as local:
            assert engine.isolation().level == local.isolation().level
            [here] = local.grade([handed_in(tmp_path, "s1", RIGHT)])
        workers = engine.client.run(os.getpid)
        for outcome in engine.grade(class_(tmp_path, asked)):
            outcomes.append(outcome)
            assert len(asked) <= len(outcomes) + 4
            if len(outcomes) == 4:
                victim, *_ = workers.values()
                lost = [victim, *below(victim)]
                assert any("grader.child.zygote" in line for line in below(victim).values())
                kill(victim)
        endless = handed_in(tmp_path, "endless", "while True: pass")
        busy = engine.grade([handed_in(tmp_path, "kim", RIGHT), endless, endless, endless])
        assert next(busy).report.score == 1
        clock = time.monotonic()
        busy.close()
    assert time.monotonic() - clock < PROGRAM_SECONDS / 2
    assert sorted(each.hand_in.student.id for each in outcomes) == sorted(
        f"s{number}" for number in range(12)
    )
    by_name = {each.hand_in.student.id: each for each in outcomes}
    missing = by_name.pop("s5")
    assert (missing.report, missing.ours) == (None, False)
    assert str(missing.failure).startswith("class/s5.py: there is no such file")
    assert {each.report and each.report.score for each in by_name.values()} == {1}
    assert without_times(by_name["s1"].report) == without_times(here.report)
    until(lambda: gone(lost))
    left = [line for nanny in nannies for line in below(nanny.pid).values()]
    assert not [line for line in left if "grader" in line]
    # The workers themselves, which Dask has started.
    assert len([line for line in left if "spawn_main" in line]) <= 2


def test_a_scheduler_that_goes_away_stops_the_class_at_once(scheduler, nannies, tiny, tmp_path):
    process, file = scheduler
    running = {pid for nanny in nannies for pid in below(nanny.pid)}

    def hand_ins():
        yield handed_in(tmp_path, "kim", RIGHT)
        yield handed_in(tmp_path, "lee", "while True: pass")
        yield from (handed_in(tmp_path, f"s{number}", SLOW) for number in range(30))

    def killed_after_the_first():
        with open_dask(str(file), tiny, seed=7, limits=Limits(), patience=20) as engine:
            for outcome in engine.grade(hand_ins()):
                assert (outcome.report.score, outcome.ours) == (1, False)
                running.update(pid for nanny in nannies for pid in below(nanny.pid))
                process.kill()

    with pytest.raises(RunnerError) as caught:
        killed_after_the_first()
    assert str(caught.value) == (
        "The connection to the cluster's scheduler is lost. What was graded so far is kept: run "
        "the same command again when the scheduler is back."
    )
    for nanny in nannies:
        nanny.kill()
    until(lambda: gone(running))


def test_the_usual_patience_is_what_the_manual_says():
    assert signature(open_dask).parameters["patience"].default == 10


def test_dask_is_imported_only_when_a_cluster_is_asked_for():
    code = "import grader.engine, sys; print(*{'dask', 'distributed'} & {*sys.modules})"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert shown.stdout.split() == []


def test_without_dask_the_command_says_what_to_install(tiny):
    code = (
        "import sys; sys.modules['distributed'] = None\n"
        "from grader.engine import open_dask\nfrom grader.errors import UsageError\n"
        "from grader.model.run import Limits\n"
        f"try: open_dask('tcp://x:1', {tiny!r}, seed=1, limits=Limits()).__enter__()\n"
        "except UsageError as error: print(error)"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert shown.stdout.decode().strip() == (
        "A cluster needs Dask, which is not installed: pip install 'grader[dask]'"
    )
