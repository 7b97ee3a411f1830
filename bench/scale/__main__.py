"""Grades a huge class twice, once killed on the way: `python -m bench.scale`.

`--count NUMBER` submissions (10,000); `--quick` is a tenth of it. Exit status 1 if a bar is broken.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import time
from pathlib import Path

from bench.figures import bar
from bench.peers.environments import WORK
from bench.peers.machine import machine, use_two_cores
from bench.peers.notebooks import write_class
from bench.scale.batch import Batch, bytes_below, grown, journalled
from bench.scale.gradebook import rate_changed, started, steady_bytes

COUNT = 10_000
MOST_CHANGE = 0.15
MOST_MEBIBYTES = 20.0
MOST_GIGABYTES = 1.0
GRADEBOOK = "gradebook.csv"
FOLDER = WORK / "scale"


def main() -> int:
    """The exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench.scale")
    parser.add_argument("--count", type=int, default=COUNT, metavar="NUMBER")
    parser.add_argument("--quick", action="store_true", help="a tenth of that many")
    given = parser.parse_args()
    count: int = max(20, given.count // 10 if given.quick else given.count)
    use_two_cores()
    print(", ".join(f"{name} {value}" for name, value in machine().items()), "\n", flush=True)
    shutil.rmtree(FOLDER, ignore_errors=True)
    submissions = FOLDER / "class"
    write_class(submissions, range(count))
    seconds, held = whole(submissions, FOLDER / "whole", count)
    on_disk = bytes_below(FOLDER)
    kept = (FOLDER / "whole" / GRADEBOOK).rename(FOLDER / GRADEBOOK)
    shutil.rmtree(FOLDER / "whole")
    held += killed(submissions, FOLDER / "killed", kept, seconds)
    most = max(on_disk, bytes_below(FOLDER)) / 1e9
    held.append(bar("GB on disk, submissions and results", most, MOST_GIGABYTES))
    return 0 if all(held) else 1


def whole(submissions: Path, output: Path, count: int) -> tuple[float, list[bool]]:
    """Without interruption: how long it took, and whether rate and memory stayed as they were."""
    clock = time.perf_counter()
    batch = Batch(submissions, output)
    batch.finish()
    seconds = time.perf_counter() - clock
    times = started(output)
    first, last = rate_changed(times)
    peak = max(sample.parent for sample in batch.samples) / 2**20
    print(f"{count:,} submissions in {seconds:.0f} s: {count / seconds:.1f}/s, reports included")
    print(
        f"  first tenth {first:.1f}/s, last tenth {last:.1f}/s; peak of the parent {peak:.0f} MiB"
    )
    parents = [each.parent for each in batch.samples if each.when <= times[-1]]
    children = [each.children for each in batch.samples if each.when <= times[-1]]
    return seconds, [
        bar("submissions without a report", count - len(times), 0),
        bar("rate changed, part of the first tenth's", abs(last / first - 1), MOST_CHANGE),
        bar("MiB grown in the parent", grown(parents) / 2**20, MOST_MEBIBYTES),
        bar("MiB grown in its own children", grown(children) / 2**20, MOST_MEBIBYTES),
    ]


def killed(submissions: Path, output: Path, expected: Path, seconds: float) -> list[bool]:
    """kill -9 at a random time, then the same command again; `expected` is the gradebook to get."""
    after = random.uniform(0.2, 0.8) * seconds
    left_behind = Batch(submissions, output).kill(after)
    died, safe = time.time(), journalled(output)
    Batch(submissions, output).finish()
    reused = sum(when < died for when in started(output))
    print(f"killed after {after:.1f} s, {safe:,} in the journal; {reused:,} not graded again")
    ours, theirs = map(steady_bytes, (output / GRADEBOOK, expected))
    return [
        bar("processes left behind", left_behind, 0),
        bar("journalled reports graded again", safe - reused, 0),
        bar("gradebooks that differ", int(ours != theirs), 0),
    ]


if __name__ == "__main__":
    sys.exit(main())
