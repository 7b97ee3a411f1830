"""Prints, in one run: the floor, warm grading, cold starts, memory, and the cost of every layer."""

from __future__ import annotations

import os
import platform
import sys
import time
from collections.abc import Callable
from importlib.metadata import version

from bench.endurance import endure
from bench.figures import Figure, bar, in_turn, process
from bench.floor import Floor
from bench.memory import private_bytes
from bench.sets import SETTLED
from bench.texts import variants
from grader.grading import Grader
from grader.model.run import Limits
from grader.runner import Runner, open_runner
from grader.sources import read_submission
from grader.specs import load_set

MODULE = "submissions/pytorch-basics/complete.py"
NOTEBOOK = "submissions/pytorch-basics/complete.ipynb"
HANGING = "submissions/pytorch-basics/infinite_loop.py"
NO_LAYERS: tuple[str, ...] = (
    "session",
    "namespaces",
    "tmpfs",
    "capabilities",
    "rlimits",
    "death_signal",
)
NO_LAYERS += ("undumpable", "no_new_privs", "landlock", "seccomp")


def main() -> int:
    """Exit status 1 if a bar is broken."""
    quick = "--quick" in sys.argv
    print(
        f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}, ",
        end="",
    )
    print(f"torch {version('torch')}, numpy {version('numpy')}\n")
    held = [*warm(40), *cold(3 if quick else 7), *starts(3 if quick else 7), memory(), killing()]
    if not quick:
        held.append(endure(MODULE, 2000))
    return 0 if all(held) else 1


def grading(runner: Runner, path: str) -> Callable[[], object]:
    """Grades one submission after another; the reference is expected once, as in a batch."""
    grader = Grader(load_set("problems/pytorch-basics"), runner)
    read = variants(path)
    for _ in range(SETTLED):
        grader.grade(read())
    return lambda: grader.grade(read())


def show(figures: dict[str, Figure]) -> None:
    """One line per side."""
    for name, figure in figures.items():
        print(f"  {name:52}{figure}")


def warm(runs: int) -> list[bool]:
    """Per submission, from a warm zygote, both seeds' runs counted."""
    print("per submission, warm")
    floor = Floor(MODULE)
    with open_runner() as sealed, open_runner(wrapper="none", layers_off=NO_LAYERS) as bare:
        figures = in_turn(
            {
                "floor: fork, run the code, wait": floor,
                "graded, every layer, .py": grading(sealed, MODULE),
                "graded, every layer, .ipynb": grading(sealed, NOTEBOOK),
                "graded, no layers, .py": grading(bare, MODULE),
            },
            runs,
        )
    floor.close()
    show(figures)
    base, sealed_, _, bare_ = (figure.median for figure in figures.values())
    return [
        bar("graded .py / floor", sealed_ / base, 3),
        bar("every layer / no layers", sealed_ / bare_, 1.35),
    ]


def cold(runs: int) -> list[bool]:
    """From the shell, one file."""
    print("from the shell")
    figures = in_turn(
        {
            "python student.py": process(MODULE),
            "grade check student.py": process("-m", "grader", "check", MODULE),
            "grade check student.ipynb": process("-m", "grader", "check", NOTEBOOK),
        },
        runs,
    )
    show(figures)
    python, check, _ = (figure.median for figure in figures.values())
    return [bar("grade check / python student.py", check / python, 1.4)]


def starts(runs: int) -> list[bool]:
    """Commands that need no torch."""
    print("commands that grade nothing")
    figures = in_turn(
        {
            "python -c 'import torch'": process("-c", "import torch"),
            "grade --help": process("-m", "grader", "--help"),
            "grade list": process("-m", "grader", "list"),
        },
        runs,
    )
    show(figures)
    torch, help_, list_ = (figure.median for figure in figures.values())
    return [
        bar("grade --help / import torch", help_ / torch, 0.35),
        bar("grade list / import torch", list_ / torch, 0.35),
    ]


def memory() -> bool:
    """Private to a child, above the zygote, once the program has run."""
    print("memory")
    mebibytes = private_bytes(MODULE) / 2**20
    return bar("MiB private to each child", mebibytes, 25)


def killing() -> bool:
    """How long after its limit a program that never ends is dead."""
    print("killing")
    limit = 1.0
    with open_runner() as runner:
        grader = Grader(
            load_set("problems/pytorch-basics"), runner, limits=Limits(program_seconds=limit)
        )
        grader.grade(read_submission(MODULE))
        session = grader.start(read_submission(HANGING))
        clock = time.perf_counter()
        session.run()
        taken = time.perf_counter() - clock
        over = (session.lost[0].ended.seconds - limit) * 1e3
        session.close()
    print(f"  a loop that never ends: {taken:.2f} s in all, killed {over:.0f} ms after its limit")
    return bar("ms from the limit to the end", over, 100)


if __name__ == "__main__":
    sys.exit(main())
