"""Every set's own reference, graded as a submission, against the floor: `python -m bench.sets`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType

from bench.figures import in_turn
from bench.floor import Floor
from bench.texts import variants
from grader.grading import Grader
from grader.runner import open_runner
from grader.specs import load_set

RUNS = 15
SAMPLE = "submissions/pytorch-basics/complete.py"
TIMES = 3
SLEEPS = MappingProxyType({"vectorisation": 70.0})
"""Milliseconds for which an item has the program sleep: `timer` is to time that."""
SETTLED = 4
"""Submissions after which a runner is as fast as it gets."""


def main() -> int:
    """Exit status 1 if a set takes more than three floors and what its own program runs."""
    folders = sorted(path.parent for path in Path("problems").glob("*/set.yaml"))
    held = [measure(folder) for folder in folders]
    return 0 if all(held) else 1


def measure(folder: Path) -> bool:
    """One set: prints its medians, in turn with the floor of `bench` and its program's own."""
    program = str(folder / "reference.py")
    read = variants(program)
    base, own = Floor(SAMPLE), Floor(program)
    with open_runner() as runner:
        grader = Grader(load_set(folder), runner)
        for _ in range(SETTLED):
            grader.grade(read())
        sides: dict[str, Callable[[], object]] = {
            "base": base,
            "own": own,
            "graded": lambda: grader.grade(read()),
        }
        medians = {name: each.median * 1e3 for name, each in in_turn(sides, RUNS).items()}
    base.close()
    own.close()
    most = TIMES * medians["base"] + medians["own"] + SLEEPS.get(folder.name, 0.0)
    held = medians["graded"] <= most
    print(
        f"  {'held ' if held else 'BROKEN'} {folder.name:22} graded {medians['graded']:6.1f} ms, "
        f"program alone {medians['own']:6.1f} ms, bar {most:6.1f} ms",
        flush=True,
    )
    return held


if __name__ == "__main__":
    sys.exit(main())
