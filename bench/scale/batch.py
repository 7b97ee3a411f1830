"""`grade batch`, started, watched and killed."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.processes import descendants, resident

SECONDS_BETWEEN_SAMPLES = 0.5
SECONDS_TO_DIE = 10.0
JOURNAL = "journal.jsonl"


@dataclass(frozen=True)
class Sample:
    """Bytes resident at a time (seconds since 1970): the command itself, and its own children."""

    when: float
    parent: int
    children: int


class Batch:
    """One run of the command; what it says goes to a file beside its results."""

    def __init__(self, submissions: Path, output: Path) -> None:
        self.output = output
        self.said = output.with_suffix(".log")
        self.samples: list[Sample] = []
        command = (sys.executable, "-m", "grader", "batch", str(submissions))
        options = ("--set", "pytorch-basics", "--jobs", "2", "--output", str(output))
        with self.said.open("a", encoding="utf-8") as said:
            self._process = subprocess.Popen(
                (*command, *options), stdin=subprocess.DEVNULL, stdout=said, stderr=said
            )

    def finish(self) -> None:
        """Waits for its end. SystemExit, with the last that it said, if it failed."""
        while not self._ended_within(SECONDS_BETWEEN_SAMPLES):
            self.samples.append(self._sample())
        if self._process.returncode:
            said = self.said.read_text(encoding="utf-8")[-4000:]
            raise SystemExit(f"grade batch: status {self._process.returncode}\n{said}")

    def kill(self, after: float) -> int:
        """SIGKILL after so many seconds; how many processes of its outlive it for long."""
        if self._ended_within(after):
            raise SystemExit("grade batch has ended before it could be killed")
        below = descendants(self._process.pid)
        self._process.kill()
        self._process.wait()
        patience = time.monotonic() + SECONDS_TO_DIE
        while any(map(_lives, below)) and time.monotonic() < patience:
            time.sleep(SECONDS_BETWEEN_SAMPLES)
        return sum(map(_lives, below))

    def _ended_within(self, seconds: float) -> bool:
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def _sample(self) -> Sample:
        pid = self._process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        below = sum(resident(int(child)) for child in children)
        return Sample(time.time(), resident(pid), below)


def grown(samples: Sequence[int]) -> int:
    """Bytes by which the last tenth lies above the second one; the first is for warming up."""
    tenth = max(1, len(samples) // 10)
    early = statistics.median(samples[tenth : 2 * tenth] or samples[:1])
    return round(statistics.median(samples[-tenth:]) - early)


def journalled(output: Path) -> int:
    """How many outcomes the journal holds whole: its lines, less the header."""
    with (output / JOURNAL).open("rb") as journal:
        return max(0, sum(line.endswith(b"\n") for line in journal) - 1)


def bytes_below(folder: Path) -> int:
    """What all files of a folder take on the disk."""
    return sum(
        os.lstat(os.path.join(where, name)).st_blocks * 512
        for where, _, names in os.walk(folder)
        for name in names
    )


def _lives(pid: int) -> bool:
    return resident(pid) > 0
