"""A session runs a program to its end whatever the program does, and answers item by item."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from grader.checkers.stock import One
from grader.model.base import Model
from grader.model.run import Absent, Ended, Failed, Job, Limits, Observed, Outcome
from grader.model.submission import Cell, HelperFile, Program
from grader.runner import Runner
from grader.runner.questions import Wanted
from grader.runner.session import Session

SHORT = Limits(program_seconds=1.0, question_seconds=0.5, total_seconds=10)


def job(*cells: str, kind: str = "module", **changes: object) -> Job:
    program = Program.model_validate(
        {
            "kind": kind,
            "name": "work.py" if kind == "module" else "work.ipynb",
            "cells": tuple(Cell(number=n, source=text) for n, text in enumerate(cells, 1)),
        }
    )
    return Job.model_validate({"program": program, "seed": 7, "limits": SHORT, **changes})


@contextmanager
def session(runner: Runner, wanted: Job) -> Iterator[Session]:
    opened = Session(runner, wanted)
    try:
        yield opened
    finally:
        opened.close()


def probe(target: object) -> Model:
    return One.model_validate({"of": target})


def value_of(outcome: Outcome | Ended) -> object:
    assert isinstance(outcome, Observed), outcome
    return outcome.seen["value"]


def digits(outcome: Outcome | Ended) -> int:
    value = value_of(outcome)
    assert isinstance(value, dict)
    return int(value["digits"])


def test_a_program_is_run_and_asked(runner: Runner) -> None:
    with session(runner, job("x = 6 * 7\nprint('hello')")) as opened:
        ran = opened.run()
        assert ran is not None
        assert (ran.cells[0].names, ran.cells[0].printed) == (("x",), "hello\n")
        assert digits(opened.ask("value", probe("x"))) == 42
        assert opened.lost == []


def test_a_missing_name_comes_with_what_there_is(runner: Runner) -> None:
    with session(runner, job("tensor = [1]")) as opened:
        absent = opened.ask("value", probe("tensr"))
    assert absent == Absent(name="tensr", names=(("tensor", "list"),))


def test_code_that_raises_while_asked_is_the_students(runner: Runner) -> None:
    with session(runner, job("def f(x):\n    return 1 / x")) as opened:
        failed = opened.ask("value", probe({"call": "f", "args": (0,)}))
    assert isinstance(failed, Failed)
    assert (failed.error.type, failed.error.text) == ("ZeroDivisionError", "division by zero")
    assert failed.error.place is not None
    assert failed.error.place.line == 2


def test_what_a_module_made_before_an_endless_statement_is_there(runner: Runner) -> None:
    with session(runner, job("x = 1\nwhile True:\n    pass\ny = 2")) as opened:
        assert digits(opened.ask("value", probe("x"))) == 1
        assert isinstance(opened.ask("value", probe("y")), Absent)
        (lost,) = opened.lost
    assert (lost.step.line, lost.ended.reason) == (2, "timeout")


def test_cells_after_an_endless_cell_are_run(runner: Runner) -> None:
    cells = ("x = 1", "while True: pass", "y = x + 1")
    with session(runner, job(*cells, kind="notebook")) as opened:
        assert digits(opened.ask("value", probe("y"))) == 2
        assert [(lost.step.cell, lost.ended.reason) for lost in opened.lost] == [(2, "timeout")]


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        pytest.param("os._exit(0)", "exited", id="leaves without a word"),
        pytest.param("os.kill(os.getpid(), 9)", "killed", id="kills itself"),
        pytest.param("os.kill(os.getpid(), 19)", "timeout", id="stops itself"),
        pytest.param("os.close(101)", "exited", id="closes its result"),
        pytest.param("os.write(101, b'x' * 999)", "garbled", id="writes what is no frame"),
    ],
)
def test_a_statement_that_kills_the_child_costs_only_itself(
    runner: Runner, statement: str, reason: str
) -> None:
    cells = ("import os\nx = 1", statement, "y = 2")
    with session(runner, job(*cells, kind="notebook")) as opened:
        assert digits(opened.ask("value", probe("x"))) == 1
        assert digits(opened.ask("value", probe("y"))) == 2
        assert [lost.ended.reason for lost in opened.lost] == [reason]


def test_a_question_that_hangs_costs_only_itself(runner: Runner) -> None:
    code = "def hang():\n    while True: pass\ndef good():\n    return 5"
    with session(runner, job(code)) as opened:
        ended = opened.ask("value", probe({"call": "hang"}))
        assert isinstance(ended, Ended)
        assert ended.reason == "timeout"
        assert digits(opened.ask("value", probe({"call": "good"}))) == 5


def test_a_question_asked_ahead_is_answered_when_it_is_asked_for(runner: Runner) -> None:
    with session(runner, job("x, y, z = 1, 2, 3")) as opened:
        first, second = probe("x"), probe("y")
        assert digits(opened.ask("value", first, then=Wanted("value", second, None))) == 1
        assert digits(opened.ask("value", second, then=Wanted("value", first, None))) == 2
        assert digits(opened.ask("value", probe("z"))) == 3
        assert digits(opened.ask("value", first)) == 1


def test_after_a_question_that_is_lost_nothing_is_asked_ahead(runner: Runner) -> None:
    with session(runner, job("x = 1\ndef f(): __import__('os')._exit(0)")) as opened:
        after = probe("x")
        deadly = probe({"call": "f"})
        assert isinstance(opened.ask("value", deadly, then=Wanted("value", after, None)), Ended)
        assert digits(opened.ask("value", after)) == 1


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        pytest.param("while True: pass", "timeout", id="hangs"),
        pytest.param("__import__('os')._exit(0)", "exited", id="leaves"),
    ],
)
def test_a_question_asked_ahead_costs_only_itself(runner: Runner, body: str, reason: str) -> None:
    with session(runner, job(f"x = 1\ndef f():\n    {body}")) as opened:
        deadly = probe({"call": "f"})
        assert digits(opened.ask("value", probe("x"), then=Wanted("value", deadly, None))) == 1
        ended = opened.ask("value", deadly)
        assert isinstance(ended, Ended)
        assert ended.reason == reason
        assert digits(opened.ask("value", probe("x"))) == 1


def test_the_whole_submission_has_a_budget(runner: Runner) -> None:
    limits = SHORT.model_copy(update={"total_seconds": 0.8})
    code = "def hang():\n    while True: pass\nx = 1"
    with session(runner, job(code, limits=limits)) as opened:
        first = opened.ask("value", probe({"call": "hang"}))
        second = opened.ask("value", probe({"call": "hang"}))
        third = opened.ask("value", probe("x"))
    assert [each.reason for each in (first, second, third) if isinstance(each, Ended)] == [
        "timeout"
    ] * 3


def test_too_much_memory_is_an_ordinary_error(runner: Runner) -> None:
    limits = SHORT.model_copy(update={"memory": 256 << 20})
    with session(runner, job("x = 1\ny = bytearray(1 << 30)", limits=limits)) as opened:
        ran = opened.run()
        assert ran is not None
        assert ran.cells[0].error is not None
        assert ran.cells[0].error.type == "MemoryError"
        assert digits(opened.ask("value", probe("x"))) == 1


def test_output_is_capped(runner: Runner) -> None:
    limits = SHORT.model_copy(update={"output": 1000})
    with session(runner, job("for _ in range(10_000): print('x' * 99)", limits=limits)) as opened:
        ran = opened.run()
    assert ran is not None
    assert 900 <= len(ran.cells[0].printed) <= 1200


def test_the_same_seed_repeats_a_run_and_another_does_not(runner: Runner) -> None:
    code = "import random\nx = random.getrandbits(60)"

    def drawn(**changes: object) -> int:
        with session(runner, job(code, **changes)) as opened:
            return digits(opened.ask("value", probe("x")))

    assert drawn(seed=7) == drawn(seed=7)
    assert drawn(seed=7) != drawn(seed=8)


def test_a_fixed_seed_repeats_unless_the_run_is_salted(runner: Runner) -> None:
    code = "import random\nrandom.seed(0)\nx = random.getrandbits(60)"

    def drawn(**changes: object) -> int:
        with session(runner, job(code, **changes)) as opened:
            return digits(opened.ask("value", probe("x")))

    assert drawn(seed=7) == drawn(seed=8)
    assert drawn(seed=7) != drawn(seed=7, salt=3)


def test_helpers_are_importable_and_shadow_nothing(runner: Runner) -> None:
    helpers = (
        HelperFile(path="tools.py", data=b"five = 5"),
        HelperFile(path="numpy.py", data=b"raise SystemError('shadowed')"),
    )
    code = "import numpy, tools\nx = tools.five"
    with session(runner, job(code, helpers=helpers)) as opened:
        assert digits(opened.ask("value", probe("x"))) == 5


def test_a_watched_name_is_kept_as_it_was_made(runner: Runner) -> None:
    code = "import numpy as np\na = np.array([1.0, 2.0])\na[0] = 9.0"
    with session(runner, job(code, watch=("a",))) as opened:
        made = value_of(opened.ask("value", probe({"variable": "a", "when": "made"})))
        end = value_of(opened.ask("value", probe("a")))
    assert isinstance(made, dict)
    assert isinstance(end, dict)
    assert made["data"][:8] == bytes(8)[:6] + b"\xf0\x3f"
    assert end["data"][:8] == bytes(8)[:6] + b"\x22\x40"


def test_what_one_question_does_to_torch_is_undone_before_the_next(runner: Runner) -> None:
    code = (
        "import torch\n"
        "def spoil():\n"
        "    torch.set_default_dtype(torch.float64); torch.set_grad_enabled(False)\n"
        "    return torch.rand(1).dtype\n"
        "def look():\n"
        "    return str(torch.ones(1).dtype), torch.is_grad_enabled(), torch.rand(1).item()\n"
    )
    with session(runner, job(code)) as opened:
        before = value_of(opened.ask("value", probe({"call": "look"})))
        opened.ask("value", probe({"call": "spoil"}))
        assert value_of(opened.ask("value", probe({"call": "look"}))) == before


def test_await_works_where_no_process_may_be_started(runner: Runner) -> None:
    cell = "import asyncio\nawait asyncio.sleep(0.01)\nx = await asyncio.to_thread(lambda: 5)"
    with session(runner, job(cell, kind="notebook")) as opened:
        assert digits(opened.ask("value", probe("x"))) == 5


def test_plots_are_drawn_where_nothing_may_be_written(runner: Runner) -> None:
    code = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()\nx = len(plt.gca().lines)"
    limits = Limits(program_seconds=10)
    with session(runner, job(code, limits=limits)) as opened:
        assert digits(opened.ask("value", probe("x"))) == 1


def test_an_optimiser_costs_the_program_no_import_of_the_compiler(runner: Runner) -> None:
    code = (
        "import sys, torch\n"
        "w = torch.ones(2, requires_grad=True)\n"
        "before = len(sys.modules)\n"
        "torch.optim.SGD([w], lr=0.1).zero_grad()\n"
        "x = len(sys.modules) - before"
    )
    with session(runner, job(code)) as opened:
        assert digits(opened.ask("value", probe("x"))) < 50


def test_nothing_is_left_behind(runner: Runner) -> None:
    descriptors = len(os.listdir("/proc/self/fd"))
    for _ in range(5):
        with session(runner, job("x = 1\nopen('file', 'w').write('y')")) as opened:
            assert opened.run() is not None
    assert len(os.listdir("/proc/self/fd")) <= descriptors


def test_a_cold_start_does_the_same(cold_runner: Runner) -> None:
    limits = Limits(program_seconds=5, question_seconds=2)
    code = "import os\nx = 6 * 7\nprint('hello')\nos._exit(3)"
    with session(cold_runner, job(code, limits=limits)) as opened:
        assert digits(opened.ask("value", probe("x"))) == 42
        (lost,) = opened.lost
        assert (lost.step.line, lost.ended.reason, lost.ended.status) == (4, "exited", 3 << 8)
        assert opened.ran is not None
        assert opened.ran.cells[0].printed == "hello\n"


def test_a_cold_start_is_killed_at_its_limit(cold_runner: Runner) -> None:
    with session(cold_runner, job("x = 1\nwhile True: pass")) as opened:
        assert digits(opened.ask("value", probe("x"))) == 1
        assert [lost.ended.reason for lost in opened.lost] == ["timeout"]


def test_equal_answers_of_different_children_are_read_into_one_object(runner: Runner) -> None:
    found = []
    for text in ("x = 41 + 1", "x = 42", "x = 43"):
        with session(runner, job(text)) as opened:
            found.append(opened.ask("value", probe({"variable": "x"})))
    assert found[0] is found[1]
    assert [digits(each) for each in found] == [42, 42, 43]
