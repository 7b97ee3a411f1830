"""A tiny set, hand-ins for it, Dask's processes, and what the kernel tells of processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from grader.engine.local import Write
from grader.model.classroom import HandIn, Outcome, Student
from grader.model.problem_set import ProblemSet
from grader.model.submission import Program

SPEC = """\
slug: tiny
title: A tiny set
problems:
  - slug: one
    title: One
    task: Make one.
    items:
      - slug: is-one
        title: tiny_one is one
        check: value
        probe: {of: tiny_one}
        catches: [wrong/two.py]
"""
RIGHT = "import torch\ntiny_one = 1\nprint(torch.rand(3))\n"
SLOW = "import time\ntime.sleep(0.8)\n" + RIGHT


@dataclass(frozen=True)
class Notes:
    """Writes a file for each outcome, in the worker; not for students called Lee."""

    folder: str

    def writer(self, problem_set: ProblemSet) -> Write:
        """See `grader.engine.local.Writes`."""

        def write(outcome: Outcome, program: Program | None) -> tuple[str, ...]:
            assert program is not None
            student = outcome.hand_in.student.id
            if student == "lee":
                raise ZeroDivisionError
            Path(self.folder, f"{student}.txt").write_text(
                f"{problem_set.slug} {program.name} {os.getpid()}"
            )
            return (f"{student}.txt",)

        return write


def made_set(folder: Path) -> str:
    """The set in a new folder."""
    (folder / "wrong").mkdir(parents=True)
    (folder / "set.yaml").write_text(SPEC)
    (folder / "reference.py").write_text("tiny_one = 1\n")
    (folder / "wrong" / "two.py").write_text("tiny_one = 2\n")
    return str(folder)


def handed_in(folder: Path, name: str, source: str | None) -> HandIn:
    """A file of that name; none if there is no source."""
    path = folder / f"{name}.py"
    if source is not None:
        path.write_text(source)
    student = Student(id=name, name=name.title())
    return HandIn(student=student, path=str(path), shown=f"class/{name}.py")


@contextmanager
def started(
    name: str, *arguments: str, log: Path, environ: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Dask's scheduler or a worker; `environ` adds to the environment."""
    command = [sys.executable, "-m", f"distributed.cli.dask_{name}", *arguments, "--no-dashboard"]
    env = {**os.environ, **(environ or {})}
    with (
        open(log, "ab") as file,
        subprocess.Popen(command, stdout=file, stderr=file, env=env) as process,
    ):
        try:
            yield process
        finally:
            process.kill()


def below(pid: int) -> dict[int, str]:
    """The command lines of all processes below that one."""
    found: dict[int, str] = {}
    try:
        for thread in os.listdir(f"/proc/{pid}/task"):
            for child in map(int, Path(f"/proc/{pid}/task/{thread}/children").read_text().split()):
                line = Path(f"/proc/{child}/cmdline").read_bytes()
                found |= {child: line.replace(b"\0", b" ").decode(), **below(child)}
    except OSError:
        pass
    return found


def graders_below(pid: int) -> list[int]:
    """Our worker processes, the oldest first."""
    found = [each for each, line in below(pid).items() if "spawn_main" in line]
    return [each for each in found if zygotes_below(each)]


def zygotes_below(pid: int) -> list[int]:
    """Processes that hold students' programs."""
    return [each for each, line in below(pid).items() if "-m grader.child.zygote" in line]


def until(holds, seconds: float = 10.0):
    """What `holds` returns as soon as it is true."""
    end = time.monotonic() + seconds
    while not (found := holds()):
        assert time.monotonic() < end, "it has not come true"
        time.sleep(0.02)
    return found


def kill(pid: int) -> None:
    """As the kernel does when memory runs out."""
    os.kill(pid, signal.SIGKILL)


def gone(pids) -> bool:
    """Whether none of those processes lives."""
    return not any(Path(f"/proc/{pid}").exists() for pid in pids)


def without_times(report):
    """What must be the same whenever and wherever it was graded."""
    items = tuple(item.model_copy(update={"seconds": 0.0}) for item in report.items)
    return report.model_copy(update={"items": items, "started": "", "seconds": 0.0})
