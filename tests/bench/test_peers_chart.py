"""The chart and the bars, from made-up figures."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from bench.peers.bars import bars
from bench.peers.chart import LEFT, RIGHT, WIDTH, chart
from bench.peers.measure import Taken, Watch

SVG = "{http://www.w3.org/2000/svg}"
START_UP = Taken("nbgrader", "nothing left", 1, 2.0, 2.0, 0)


def _taken() -> list[Taken]:
    return [
        Taken("grader", "ours, many", 1000, 20.0, 40.0, 0),
        Taken("floor", "floor, many", 1000, 10.0, 20.0, 0),
        Taken("otter-grader", "otter <one>", 20, 80.0, 80.0, 0),
        Taken("otter-grader", "otter, two", 20, 40.0, 80.0, 0),
        Taken("nbgrader", "nbgrader, one", 20, 42.0, 42.0, 0),
        Taken("grader", "ours, few", 20, 4.0, 4.0, 0),
        Taken("floor", "floor, few", 20, 2.0, 2.0, 0),
    ]


def test_bars_hold_the_best_of_each_peer_against_the_large_class() -> None:
    otter, nbgrader, floor = bars(_taken(), START_UP)[:3]
    assert otter.ratio == pytest.approx(50 / 0.5)
    assert nbgrader.ratio == pytest.approx(50 / (20 / (42 - 2)))
    assert floor.ratio == pytest.approx(0.5)
    assert str(otter) == "  held   × otter, two: 100 (bar 100)"


def test_a_broken_bar_says_so() -> None:
    slow = [Taken("grader", "ours, many", 1000, 21.0, 40.0, 0), *_taken()[1:]]
    assert str(bars(slow, START_UP)[0]) == "  BROKEN × otter, two: 95.2 (bar 100)"


def test_what_no_bar_is_set_for_is_told_for_the_small_class_too() -> None:
    told = [str(bar) for bar in bars(_taken(), START_UP)]
    assert "         × otter, two; ours 20: 10" in told
    assert "         of the floor, without start-up (1,000 less 20): 0.5" in told


def test_each_dot_lies_on_the_scale_of_tens() -> None:
    root = ET.fromstring(chart(_taken()))
    dots = [float(dot.attrib["cx"]) for dot in root.iter(f"{SVG}circle")]
    decade = (WIDTH - LEFT - RIGHT) / 3
    assert dots == sorted(dots)
    assert dots[0] == pytest.approx(LEFT + decade * 0.39794, abs=0.1)
    assert dots[-1] == pytest.approx(LEFT + decade * 3, abs=0.1)


def test_names_and_numbers_stand_beside_the_dots() -> None:
    words = [text.text for text in ET.fromstring(chart(_taken())).iter(f"{SVG}text")]
    assert words.index("0.25") == words.index("otter <one>") + 1
    assert words.index("100") < words.index("otter <one>")


def test_cpu_seconds_that_the_kernel_forgot_are_kept() -> None:
    watch = Watch()
    for cpu in (1.0, 6.0, 5.9, 2.0, 3.0, 9.0):
        watch.notice(cpu)
    assert watch.lost == 4.0
