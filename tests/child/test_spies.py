"""Calls of functions, recorded while a program runs."""

from __future__ import annotations

import pytest


@pytest.fixture
def calls(runner):
    """Of one function, per call: its arguments' numbers, whether it was direct, the line."""

    def recorded(source, name, *more):
        def probe(running):
            found = running.spies.calls(name)
            return [
                (
                    [getattr(each, "digits", each.kind) for each in call.args],
                    call.direct,
                    call.place.line if call.place else None,
                )
                for call in found
            ]

        return runner.module(source, probe=probe, spies=(name, *more)).probed

    return recorded


LIBRARY = """
import numpy as np
import torch
from torch import manual_seed as seed
from numpy.linalg import norm

seed(7)
torch.random.manual_seed(8)
norm(np.ones(2))
np.matmul(np.eye(2), np.eye(2))
torch.ones(2, requires_grad=True).sum().backward()
torch.nn.Linear(2, 3)
assert np.add.reduce([1, 2]) == 3
assert isinstance(torch.nn.Linear(1, 1), torch.nn.Linear)
"""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("torch.manual_seed", [(["7"], True, 7), (["8"], True, 8)], id="other names"),
        pytest.param("np.linalg.norm", [(["array"], True, 9)], id="a short name"),
        pytest.param("numpy.matmul", [(["array", "array"], True, 10)], id="a ufunc"),
        pytest.param("numpy.add", [], id="a ufunc's method"),
        pytest.param("torch.Tensor.backward", [([], True, 11)], id="a method"),
        pytest.param(
            "torch.nn.Linear", [(["2", "3"], True, 12), (["1", "1"], True, 14)], id="class"
        ),
        pytest.param("torch.no_such_thing", [], id="nothing of that name"),
        pytest.param("scipy.no.such", [], id="no such module"),
    ],
)
def test_a_librarys_function(calls, name, expected):
    assert calls(LIBRARY, name) == expected


OWN = """
import torch

def twice(x):
    return 2 * x

def fact(n):
    return 1 if n == 0 else n * fact(n - 1)

class Net(torch.nn.Module):
    def forward(self, x):
        return x

    @staticmethod
    def free(x):
        return x

twice(3), twice(twice(1))
fact(2)
Net()(torch.ones(1))
Net.free(1)
def twice(x):
    return x + x
twice(5)
"""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param(
            "twice",
            [(["3"], True, 18), (["1"], True, 18), (["2"], True, 18), (["5"], True, 24)],
            id="a function, defined twice",
        ),
        pytest.param(
            "fact", [(["2"], True, 19), (["1"], True, 8), (["0"], True, 8)], id="recursion"
        ),
        pytest.param("Net.forward", [(["other", "array"], False, 20)], id="a method"),
        pytest.param("Net.free", [], id="a static method is not recorded"),
        pytest.param("unheard.of", [], id="nothing of that name"),
    ],
)
def test_a_function_of_the_programs_own(calls, name, expected):
    assert calls(OWN, name) == expected


def test_wrapped_functions_look_like_themselves(runner):
    outcome = runner.module(
        "import inspect, torch\n"
        "def f(x: int = 3):\n"
        "    '''Doc.'''\n"
        "print(torch.rand.__name__, f.__name__, f.__doc__, inspect.signature(f))\n"
        "print(inspect.getsource(f).splitlines()[0])\n",
        spies=("torch.rand", "f"),
    )
    assert outcome.cell.printed == "rand f Doc. (x: int = 3)\ndef f(x: int = 3):\n"


def test_at_most_a_thousand_calls_in_their_order(runner):
    outcome = runner.module(
        "def f(x): pass\ndef g(x): pass\nfor i in range(600):\n    f(i), g(i)\n",
        probe=lambda running: [(each.order, each.name) for each in running.spies.records],
        spies=("f", "g"),
    )
    assert outcome.probed == [(n, "fg"[(n + 1) % 2]) for n in range(1, 1001)]


@pytest.mark.parametrize(
    ("before", "drawn"),
    [
        pytest.param("", (), id="nothing"),
        pytest.param("torch.rand(1)", ("torch",), id="torch"),
        pytest.param("torch.nn.Linear(1, 1)", ("torch",), id="torch, out of sight"),
        pytest.param("np.random.rand(1)", ("numpy",), id="numpy"),
        pytest.param("random.random(); np.random.rand(1)", ("python", "numpy"), id="two"),
        pytest.param("torch.rand(1); torch.manual_seed(1)", (), id="seeded since"),
        pytest.param("np.random.default_rng(1).random()", (), id="a generator of its own"),
    ],
)
def test_what_was_drawn_before(runner, before, drawn):
    outcome = runner.module(
        f"import random, numpy as np, torch\n{before}\ntorch.manual_seed(7)\n",
        probe=lambda running: running.spies.records[-1].drawn,
        spies=("torch.manual_seed",),
    )
    assert outcome.probed == drawn


def test_nothing_is_wrapped_unasked(runner):
    outcome = runner.module("import torch\nprint(hasattr(torch.rand, '__wrapped__'))\n")
    assert outcome.cell.printed == "False\n"


def test_a_notebooks_calls(runner):
    outcome = runner.notebook(
        "def f(x):\n    return x",
        "f(1)\nf(2)",
        probe=lambda running: [
            (each.place.cell, each.place.line) for each in running.spies.records
        ],
        spies=("f",),
    )
    assert outcome.probed == [(2, 1), (2, 2)]


def test_a_questions_calls_are_its_own(runner):
    def probe(running):
        called = running.namespace["f"]
        seen = []
        for _ in range(2):
            running.spies.begin_question()
            called(2)
            seen.append([(each.order, each.asked) for each in running.spies.calls("f")])
        return seen

    outcome = runner.module("def f(x): pass\nf(1)\n", probe=probe, spies=("f",))
    assert outcome.probed == [[(1, False), (2, True)]] * 2


def test_a_question_may_record_a_thousand_more(runner):
    def probe(running):
        running.spies.begin_question()
        running.namespace["f"](2)
        return len(running.spies.calls("f"))

    source = "def f(x): pass\nfor i in range(1200):\n    f(i)\n"
    assert runner.module(source, probe=probe, spies=("f",)).probed == 1001
