"""What is told of a cluster that fails us: each kind of failure in its own words, at once.

A real scheduler on loopback, which gives a task up when one worker has died of it, and one real
worker per test, without a nanny: nobody replaces it.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from grader.engine import open_dask
from grader.errors import RunnerError
from grader.model.run import Limits
from tests.engine.kit import (
    RIGHT,
    below,
    gone,
    handed_in,
    kill,
    started,
    until,
)

distributed = pytest.importorskip("distributed", reason="the extra `dask` is not installed")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/proc")

ENDLESS = "while True: pass"
ONE_DEATH = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}


@pytest.fixture(scope="module")
def scheduler_file(tmp_path_factory):
    folder = tmp_path_factory.mktemp("scheduler")
    file = folder / "scheduler.json"
    where = ("--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(file))
    with started("scheduler", *where, log=folder / "log", environ=ONE_DEATH):
        until(lambda: file.exists() and file.read_text().endswith("}"))
        yield file


@dataclass
class LoneWorker:
    """A worker; `folder` is its own. It leaves nothing running, however it ends."""

    process: subprocess.Popen[bytes]
    address: str
    folder: Path
    below: dict[int, str] = field(default_factory=dict)

    def imports_torch(self) -> bool:
        """Its grader has come as far as that, so it will not answer for a second."""
        zygote = f"{sys.executable} -P -s -m grader.child.zygote "
        return any(line.startswith(zygote) for line in below(self.process.pid).values())

    def die(self) -> None:
        self.below |= below(self.process.pid)
        kill(self.process.pid)


@pytest.fixture
def worker(scheduler_file, tmp_path):
    where = ("--scheduler-file", str(scheduler_file), "--local-directory", str(tmp_path))
    alone = ("--nthreads", "1", "--no-nanny")
    with started("worker", *where, *alone, log=tmp_path / "log") as process:
        scheduler = json.loads(scheduler_file.read_text())["address"]
        with distributed.Client(scheduler, set_as_default=False) as client:
            client.wait_for_workers(1, timeout=20)
            [(address, about)] = client.scheduler_info()["workers"].items()
        made = LoneWorker(process, address, Path(about["local_directory"]))
        yield made
        made.die()
    until(lambda: gone(made.below))


def opened(scheduler_file, tiny):
    return open_dask(str(scheduler_file), tiny, seed=7, limits=Limits(), patience=20)


def complaint(scheduler_file, tiny) -> str:
    with pytest.raises(RunnerError) as caught, opened(scheduler_file, tiny):
        pass
    return str(caught.value)


def test_a_worker_whose_folder_is_gone_cannot_take_the_set(scheduler_file, worker, tiny):
    shutil.rmtree(worker.folder)
    assert re.fullmatch(
        r"A worker of the cluster cannot take the set: \[Errno 2\] No such file or directory: "
        rf"'{re.escape(str(worker.folder))}/grader-\w+'",
        complaint(scheduler_file, tiny),
    )


def test_a_worker_that_dies_before_it_is_ready_cannot_grade(scheduler_file, worker, tiny):
    def dies_early():
        until(worker.imports_torch)
        worker.die()

    thread = threading.Thread(target=dies_early)
    thread.start()
    told = complaint(scheduler_file, tiny)
    thread.join()
    # After the colon are Dask's own words.
    assert re.fullmatch(rf"The worker {re.escape(worker.address)} cannot grade: .+", told)


def test_when_the_last_worker_dies_the_class_stops_and_what_was_lost_is_ours(
    scheduler_file, worker, tiny, tmp_path, monkeypatch
):
    monkeypatch.setattr("grader.engine.dask.PATIENCE_SECONDS", 0.5)
    names = ("kim", "lee", "park", "choi")
    hand_ins = [handed_in(tmp_path, name, ENDLESS if name == "lee" else RIGHT) for name in names]
    outcomes = {}

    def until_nobody_is_left():
        with opened(scheduler_file, tiny) as engine:
            for outcome in engine.grade(hand_ins):
                outcomes[outcome.hand_in.student.id] = outcome
                if len(outcomes) == 1:
                    worker.die()

    with pytest.raises(RunnerError) as caught:
        until_nobody_is_left()
    assert str(caught.value) == (
        "All workers of the cluster have left. What was graded so far is kept: start some, and "
        "run the same command again."
    )
    assert outcomes.pop("kim").report.score == 1
    # Park's was sent before the scheduler knew or after; Choi's after, so that it waits for ever.
    assert {"lee"} <= set(outcomes) <= {"lee", "park"}
    for outcome in outcomes.values():
        assert (outcome.report, outcome.ours) == (None, True)
        assert re.fullmatch(
            r"The cluster lost a submission: Attempted to run task 'grade-\w+' on .*",
            str(outcome.failure),
        )
