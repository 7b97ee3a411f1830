"""`python -m bench.pages`: how fast the page of a large class opens.

The page of a thousand students and forty items, and one of ten thousand, in headless Chromium:
from the start of navigation until the matrix is drawn.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

from bench.chromium import Browser, chromium
from bench.classes import made_outcomes, made_set
from bench.figures import Figure, bar
from grader.locale import catalogue
from grader.model.classroom import Outcome
from grader.pages import class_page

ITEMS, RUNS = 40, 5
OPENED = """new Promise(done => requestAnimationFrame(() => requestAnimationFrame(
    () => done(performance.now() / 1e3))))"""
ACTED = """new Promise(done => {
    const FIND = document.getElementById('find'), start = performance.now();
    ACTION;
    requestAnimationFrame(() => setTimeout(() => done((performance.now() - start) / 1e3)));
})"""
WORK = {
    "sort by an item": "document.querySelectorAll('#heads th')[9].click()",
    "find a name": "FIND.value = '김'; FIND.dispatchEvent(new Event('input'))",
    "find nobody in particular": "FIND.value = ''; FIND.dispatchEvent(new Event('input'))",
    "scroll to the end": "frame.scrollTop = frame.scrollHeight",
}


def main() -> int:
    """Exit status 1 if a bar is broken."""
    program = chromium()
    if program is None:
        print("no chromium here", file=sys.stderr)
        return 2
    print(f"{os.cpu_count()} cores; {ITEMS} items")
    with tempfile.TemporaryDirectory() as folder, Browser(program) as browser:
        browser.resize(1440, 900)
        held = [measured(browser, Path(folder), size) for size in (1_000, 10_000)]
        for complaint in browser.complaints:
            print(f"  the browser: {complaint}")
    return 0 if held[0] and not browser.complaints else 1


def link(outcome: Outcome) -> str:
    """Where a student's page would be."""
    return f"reports/{outcome.hand_in.student.id}.html"


def measured(browser: Browser, folder: Path, students: int) -> bool:
    """Makes, opens and uses one page."""
    problem_set = made_set(ITEMS)
    clock = time.perf_counter()
    text = class_page(made_outcomes(problem_set, students), problem_set, catalogue("en"), link=link)
    made = time.perf_counter() - clock
    path = folder / f"{students}.html"
    path.write_text(text, "utf-8")
    size = path.stat().st_size / 1024
    print(f"{students} students: {size:.0f} KiB; the class made up and its page in {made:.1f} s")
    opening = Figure(tuple(opened(browser, path) for _ in range(RUNS)))
    print(f"  {'opened and drawn':32}{opening}")
    for name, action in WORK.items():
        print(f"  {name:32}{Figure(tuple(acted(browser, action) for _ in range(RUNS)))}")
    return bar(f"s to open {students} students", opening.median, 2)


def opened(browser: Browser, path: Path) -> float:
    """Seconds from the start of navigation to the second frame after loading."""
    browser.open(path)
    return float(browser.value(OPENED))


def acted(browser: Browser, action: str) -> float:
    """Seconds from an action to the frame that shows what it did."""
    return float(browser.value(ACTED.replace("ACTION", action)))


if __name__ == "__main__":
    sys.exit(main())
