"""What is printed, up to a limit."""

from __future__ import annotations

import pytest

from grader.child.output import Sink
from grader.model.run import Limits


@pytest.mark.parametrize("kind", ["module", "notebook"])
def test_printing_is_cut_at_the_limit(runner, kind):
    ran = getattr(runner, kind)("for i in range(10**5): print('line')", limits=Limits(output=1000))
    assert len(ran.cell.printed) == 1000
    assert ran.cell.error is None


def test_each_cell_has_its_own_limit(runner):
    ran = runner.notebook("print('a' * 50)", "print('b' * 5)", limits=Limits(output=10))
    assert [cell.printed for cell in ran.cells] == ["a" * 10, "b" * 5 + "\n"]


def test_a_letter_cut_in_two_does_not_break_the_text(runner):
    ran = runner.module("print('한글' * 9)", limits=Limits(output=7))
    assert ran.cell.printed == "한글\N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        pytest.param(
            "sys.stdout.reconfigure(encoding='utf-8'); print('한')", "한\n", id="reconfigure"
        ),
        pytest.param(
            "sys.stdout.buffer.write(b'a\\xff')", "a\N{REPLACEMENT CHARACTER}", id="bytes"
        ),
        pytest.param("print('\\ud800')", "\\ud800\n", id="lone surrogate"),
        pytest.param(
            "print(sys.stdout.isatty(), sys.stdout.encoding)", "False utf-8\n", id="not a terminal"
        ),
        pytest.param("print(1, flush=True, end='\\r\\n')", "1\r\n", id="carriage return"),
        pytest.param("print(1); sys.stdout.close()", "1\n", id="closed"),
        pytest.param("print(1); sys.stdout = None; print(2)", "1\n", id="taken away"),
    ],
)
def test_streams_are_like_real_ones(runner, source, printed):
    ran = runner.module(f"import sys\n{source}")
    assert ran.cell.error is None
    assert ran.cell.printed == printed


def test_all_bytes_are_counted_and_taken_ones_forgotten():
    sink = Sink(3)
    assert sink.write(b"abcdef") == 6
    assert (sink.take(), sink.take(), sink.written) == ("abc", "", 6)
