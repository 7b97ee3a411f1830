"""Runs one attack at one level and brings back all that it said and did."""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from grader.errors import SubmissionError
from grader.grading import Grader
from grader.model.report import Report
from grader.model.run import Job, LayerState, Limits
from grader.runner import Runner, open_runner
from grader.runner.child import Child
from grader.runner.isolation import unprotected
from grader.runner.launch import LaunchPlan, environment
from grader.runner.pipes import Pipes
from grader.runner.zygote import ZygoteRunner
from grader.sources import read_submission
from grader.specs import load_set
from tests.hostile.canaries import GUARDED_BY, Canaries
from tests.hostile.cases import COLD, CONTROL, LAYERS, SUBMISSIONS, Attack, Level
from tests.hostile.dressing import DRESSING, LONG

LIMITS = Limits(program_seconds=1, question_seconds=0.7, total_seconds=8, memory=1 << 29)
# That an attack bites, or a fresh interpreter starts, must not hang on how busy the machine is.
LONGER = {CONTROL.name: {"program_seconds": 6}, COLD.name: {"total_seconds": 60}}
PLACE = re.compile(r"@([A-Z_]+)@")
REAPER = 36
SETTLING_SECONDS = 6.0


@dataclass
class Watched:
    """A runner that keeps every byte that its children send, to be searched for secrets."""

    inner: Runner
    said: bytearray = field(default_factory=bytearray)

    @property
    def layers(self) -> tuple[LayerState, ...]:
        return self.inner.layers

    @property
    def versions(self) -> Mapping[str, str]:
        return self.inner.versions

    def start(self, job: Job) -> Child:
        child = self.inner.start(job)
        child._pipes = Tapped(child._pipes, self.said)
        return child

    def close(self) -> None:
        self.inner.close()


@dataclass
class Tapped:
    """Pipes that keep what comes out of them."""

    inner: Pipes
    said: bytearray

    def write(self, data: bytes, deadline: float) -> None:
        self.inner.write(data, deadline)

    def read(self, deadline: float) -> bytes:
        came = self.inner.read(deadline)
        self.said += came
        return came

    def stderr(self) -> bytes:
        came = self.inner.stderr()
        self.said += came
        return came

    def close(self) -> None:
        self.inner.close()


@dataclass(frozen=True)
class Result:
    """What became of one attack. `report` is None where the file was refused unread."""

    report: Report | None
    refusal: str
    taken: frozenset[str]
    seconds: float

    @property
    def passed(self) -> frozenset[str]:
        items = self.report.items if self.report else ()
        return frozenset(item.item for item in items if item.status == "passed")


class Bench:
    """One runner at one level, with the canaries around it."""

    def __init__(self, level: Level, runner: Runner, canaries: Canaries) -> None:
        self.level = level
        self.watched = Watched(runner)
        self.canaries = canaries
        problem_set = load_set(canaries.folder / "set")
        self._honest = Grader(problem_set, self.watched)
        limits = LIMITS.model_copy(update=LONGER.get(level.name, {}))
        self._strict = Grader(problem_set, self.watched, limits=limits)
        # Another student, whose work must not be seen; both references are seen to before.
        self._neighbour = canaries.folder / "neighbour.py"
        reference = (canaries.folder / "set" / "reference.py").read_text().partition("\n# ")[0]
        self._neighbour.write_text(f"{reference}\nkept = {canaries.secrets['neighbour']!r}\n")
        self.warm = self.honest()
        self._strict.grade(read_submission(self._neighbour))

    @property
    def open_to(self) -> frozenset[str]:
        """Canaries that the layers, as this machine applied them, say they do not guard."""
        lacking = {each.name for each in unprotected(self.warm.isolation.layers)}
        return frozenset(name for name, guard in GUARDED_BY.items() if guard in lacking)

    def honest(self) -> Report:
        """The report of a neighbour's honest work."""
        return self._honest.grade(read_submission(self._neighbour))

    def run(self, attack: Attack, folder: Path) -> Result:
        """Hands the attack in and grades it, beside a neighbour's run if it looks for one."""
        if "neighbour" not in attack.bites:
            return self._run(attack, folder)
        neighbour = self._honest.start(read_submission(self._neighbour))
        try:
            neighbour.run()
            return self._run(attack, folder)
        finally:
            neighbour.close()

    def _run(self, attack: Attack, folder: Path) -> Result:
        self.watched.said.clear()
        path = prepared(attack, folder, self.canaries.places)
        before = set(processes())
        report, refusal = None, ""
        clock = time.monotonic()
        try:
            report = self._strict.grade(read_submission(path))
        except SubmissionError as error:
            refusal = str(error)
        seconds = time.monotonic() - clock
        # Without layers there is something left, and nobody to wait for.
        known = before | set(self._waiting())
        left = left_over(known, 0.7 if self.level is CONTROL else SETTLING_SECONDS)
        told = "" if report is None else report.model_dump_json()
        taken = self.canaries.taken(bytes(self.watched.said) + told.encode())
        return Result(report, refusal, frozenset(taken | ({"process"} if left else set())), seconds)

    def _waiting(self) -> Iterator[int]:
        """The child that was forked ahead of the next run, by the number that it has out here."""
        waiting = getattr(self.watched.inner, "waiting", None)
        if waiting is None:
            return
        inside = re.compile(rf"^NSpid:.*\t{waiting.pid}$", re.MULTILINE)
        for pid in processes():
            with suppress(OSError), open(f"/proc/{pid}/status", encoding="utf-8") as status:
                if inside.search(status.read()):
                    yield pid

    def scratch_left(self) -> list[str]:
        """What lies in the folder that the processes can write.

        But for the libraries' caches, and the folder of the child that was forked ahead.
        """
        waiting = getattr(self.watched.inner, "waiting", None)
        caches = {"matplotlib", "ipython", str(waiting.number) if waiting else ""}
        deadline = time.monotonic() + SETTLING_SECONDS
        while left := [
            str(each)
            for scratch in (self.canaries.folder / "scratch").glob("grader-*")
            for each in scratch.iterdir()
            if each.name not in caches
        ]:
            if time.monotonic() > deadline:
                break
            time.sleep(0.01)
        return left


def prepared(attack: Attack, folder: Path, places: Mapping[str, str]) -> Path:
    """A copy of the attack with this run's paths and numbers in it."""
    source, target = SUBMISSIONS / attack.file, folder / attack.file
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        shutil.copyfile(source, target)
    for file in [target, *target.rglob("*")] if target.is_dir() else [target]:
        if file.is_file():
            _fill(file, {**places, **attack.variant})
    for trap in target.rglob("*.trap"):
        # Kept under another name, so that no tool that looks at this repository runs it.
        trap.rename(trap.with_suffix(""))
    if attack.file in DRESSING:
        DRESSING[attack.file](target, places)
    return target


def _fill(file: Path, places: Mapping[str, str]) -> None:
    def known(found: re.Match[str]) -> str:
        name = found[1]
        return LONG[name]() if name in LONG else places.get(name, found[0])

    text = file.read_text("utf-8")
    filled = PLACE.sub(known, text)
    if filled != text:
        encoding = "latin-1" if "@ZIPPED@" in text else "utf-8"
        file.write_bytes(
            filled.encode(encoding, "surrogatepass" if encoding == "utf-8" else "strict")
        )


@contextmanager
def bench(level: Level, canaries: Canaries, patch: pytest.MonkeyPatch) -> Iterator[Bench]:
    """Opens the level's runner where every folder that it makes lies among the canaries."""
    patch.setenv("TMPDIR", str(canaries.folder / "scratch"))
    patch.setenv("HOME", str(canaries.folder / "home"))
    patch.setenv("HOSTILE_SECRET", canaries.secrets["environment"])
    patch.setattr(tempfile, "tempdir", None)
    with adopting(), _runner(level) as runner:
        yield Bench(level, runner, canaries)


@contextmanager
def _runner(level: Level) -> Iterator[Runner]:
    if level is not CONTROL:
        with open_runner(**level.options) as runner:
            yield runner
        return
    scratch = tempfile.mkdtemp(prefix="grader-")
    bare = LaunchPlan((), environment(scratch), scratch, ())
    runner = ZygoteRunner(bare, shell=True, layers_off=LAYERS)
    try:
        yield runner
    finally:
        runner.close()


@contextmanager
def adopting() -> Iterator[None]:
    """Orphans below us become our children, so that whatever is left over can be found."""
    if sys.platform != "linux":
        yield
        return
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(REAPER, 1, 0, 0, 0)
    try:
        yield
    finally:
        libc.prctl(REAPER, 0, 0, 0, 0)


def open_files() -> int:
    """How many descriptors this process has open."""
    return len(os.listdir("/proc/self/fd"))


def processes() -> list[int]:
    """All processes below this one that live."""
    parents: dict[int, list[int]] = {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat", encoding="utf-8", errors="replace") as stat:
                state, parent = stat.read().rpartition(")")[2].split()[:2]
        except OSError:
            continue
        if state != "Z" or int(parent) != os.getpid():
            parents.setdefault(int(parent), []).append(int(name))
    found, waiting = [], [os.getpid()]
    while waiting:
        below = parents.get(waiting.pop(), [])
        found += below
        waiting += below
    return found


def left_over(before: set[int], patience: float) -> list[int]:
    """Processes that were not there before and do not end by themselves; they are ended."""
    deadline = time.monotonic() + patience
    while (left := [pid for pid in processes() if pid not in before]) and (
        time.monotonic() < deadline
    ):
        time.sleep(0.01)
    for pid in left:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(pid, 0)
    return left
