"""Work that grows with the input is found, however it is hidden; work that does not, is not."""

import functools
import math
import operator
import re
import sys
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from pydantic import TypeAdapter, ValidationError

from grader import recipes, wire
from grader.checkers import checker_named
from grader.child.places import Places
from grader.child.spies import Spies
from grader.child.subject import LiveSubject
from grader.errors import OurError, WireError

ADVICE = " Use operations on whole arrays, which need no more steps for more elements."
NUMPY = {
    "of": {"call": "f", "args": ({"randn": (8, 4), "library": "numpy"},)},
    "large": ({"randn": (64, 4), "library": "numpy"},),
    "others": (({"randn": (3, 5), "library": "numpy"},),),
}
TORCH = {
    "of": {"call": "f", "args": ({"randn": (8, 4)},)},
    "large": ({"randn": (64, 4)},),
}
LONG = {
    "of": {"call": "f", "args": ({"randn": (2000,), "library": "numpy"},)},
    "large": ({"randn": (16000,), "library": "numpy"},),
}
LIBRARIES = {
    "np": np,
    "torch": torch,
    "sys": sys,
    "math": math,
    "operator": operator,
    "functools": functools,
}


def running(source):
    namespace = dict(LIBRARIES)
    exec(compile(source, "student.py", "exec"), namespace)
    return SimpleNamespace(
        namespace=namespace,
        made={},
        places=Places(files={"student.py": "student.py"}),
        spies=Spies(()),
    )


def seen(source, probe):
    checker = checker_named("vectorised")
    sent = recipes.resolve(checker.Probe.model_validate(probe), seed=7, purpose="test")
    return checker.observe(LiveSubject(running(source)), sent)


@functools.cache
def expected(source, kind):
    return seen(source, {"numpy": NUMPY, "torch": TORCH, "long": LONG}[kind])


def told(source, reference, kind="numpy", **rules):
    checker = checker_named("vectorised")
    probe = {"numpy": NUMPY, "torch": TORCH, "long": LONG}[kind]
    word = checker.judge(
        seen(source, probe), expected(reference, kind), checker.Rules.model_validate(rules)
    )
    return None if word.message is None else str(word.message)


DOUBLED = "def f(x): return x * 2"
ROW_SUMS = "def f(x): return x.sum(1)"


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("def f(x): return x + x", id="another way"),
        pytest.param(
            "def f(x):\n    y = x\n    for i in range(1): y = y * 2\n    return y", id="1"
        ),
        pytest.param(
            "def f(x):\n    n, y = len(x), x * 2\n    while n: n //= 2\n    return y", id="log n"
        ),
        pytest.param("def f(x): return np.apply_along_axis(lambda c: c * 2, 0, x)", id="by column"),
    ],
)
def test_passes(source):
    assert told(source, DOUBLED) is None


@pytest.mark.parametrize(
    ("source", "steps"),
    [
        pytest.param(
            "def f(x):\n    y = x.copy()\n    for i in range(len(x)):\n        y[i] = x[i] * 2\n"
            "    return y",
            (19, 131),
            id="for",
        ),
        pytest.param("def f(x): return np.array([r * 2 for r in x])", None, id="comprehension"),
        pytest.param("def f(x): return np.stack(list(map(lambda r: r * 2, x)))", None, id="map"),
        pytest.param("def f(x): return np.vectorize(lambda e: e * 2)(x)", None, id="vectorize"),
        pytest.param(
            "def f(x):\n    if not len(x): return x\n"
            "    return np.concatenate([x[:1] * 2, f(x[1:])])",
            None,
            id="recursion",
        ),
        pytest.param(
            "def helper(x):\n    out = []\n    for r in x: out.append(r * 2)\n    return out\n"
            "def f(x): return np.array(helper(x))",
            None,
            id="in a helper",
        ),
        pytest.param(
            "def f(x):\n    y = x.copy()\n    exec('for i in range(len(x)): y[i] = x[i] * 2')\n"
            "    return y",
            None,
            id="in a text",
        ),
    ],
)
def test_steps_that_grow(source, steps):
    found = told(source, DOUBLED)
    expression = (
        r"The result is right, but the work grew from (\d+) to (\d+) steps of your code when the "
        r"input grew from shape \(8, 4\) to shape \(64, 4\)\." + re.escape(ADVICE)
    )
    small, large = map(int, re.fullmatch(expression, found).groups())
    assert large - small >= 56
    assert steps in (None, (small, large))


def test_operations_of_torch_that_grow():
    found = told("def f(x): return sum(x)", "def f(x): return x.sum(0)", "torch", rtol=1, atol=1)
    assert "operations of torch when the input grew from shape (8, 4) to shape (64, 4)" in found


def test_calls_that_grow():
    found = told("def f(x): return np.apply_along_axis(np.sum, 1, x)", ROW_SUMS)
    assert "calls of functions when the input grew from shape (8, 4) to shape (64, 4)" in found


@pytest.mark.parametrize(
    ("source", "reference"),
    [
        pytest.param("def f(x): return sum(x * x)", "def f(x): return (x * x).sum()", id="sum"),
        pytest.param(
            "def f(x): return np.array(list(map(operator.neg, x)))", "def f(x): return -x", id="map"
        ),
        pytest.param(
            "def f(x): return np.vectorize(math.tanh)(x)",
            "def f(x): return np.tanh(x)",
            id="vectorize",
        ),
    ],
)
def test_loops_inside_c_show_in_time(source, reference):
    found = told(source, reference, "long")
    assert re.fullmatch(
        r"The result is right, but each further element takes as long as \d+\.\d steps of a Python "
        r"loop: something goes through the elements one by one, such as sum\(\), map\(\) or "
        r"numpy\.vectorize\. Use operations on whole arrays\.",
        found,
    )
    assert told(source, reference, "long", timed=False) is None
    assert told(reference, reference, "long") is None


SIZES = "new sizes multiplied must give the number of elements; one of them may be -1."
RIGHT_FOR = "It is right for input of shape (8, 4), but not for "


@pytest.mark.parametrize(
    ("source", "message"),
    [
        pytest.param(
            "def f(x): return x[:8] * 2",
            "shape (64, 4). Its shape is (8, 4), expected (64, 4).",
            id="rows",
        ),
        pytest.param(
            "def f(x): return x[:, :4] * 2",
            "shape (3, 5). Its shape is (3, 4), expected (3, 5).",
            id="columns",
        ),
        pytest.param(
            "def f(x): return x.reshape(-1, 4) * 2",
            "shape (3, 5). line 1: ValueError: cannot reshape array of size 15 into shape (4). The "
            + SIZES,
            id="raises",
        ),
        pytest.param(
            "def f(x): return x.reshape(8, 4) * 2",
            "shape (64, 4). line 1: ValueError: cannot reshape array of size 256 into shape (8,4). "
            "The " + SIZES,
            id="raises for the large one",
        ),
    ],
)
def test_a_size_written_down_fails(source, message):
    found = told(source, DOUBLED).replace("student.py, ", "").replace("(4,)", "(4)")
    assert found == RIGHT_FOR + message


def test_a_wrong_value_is_said_first():
    assert told("def f(x): return [r for r in x]", DOUBLED) == (
        "It is a list of 8 items, but a NumPy array is expected. np.array(...) makes a NumPy array "
        "of numbers and lists."
    )


@pytest.mark.parametrize("hook", ["settrace", "setprofile"])
def test_taking_the_hooks_away(hook):
    loop = "def f(x):\n    sys.HOOK(None)\n    for r in x: pass\n    return x * 2"
    checker = checker_named("vectorised")
    word = checker.judge(
        seen(loop.replace("HOOK", hook), NUMPY), expected(DOUBLED, "numpy"), checker.Rules()
    )
    assert word.status == "error"
    assert str(word.message) == "The function changes sys.settrace or sys.setprofile. Remove that."


def test_a_reference_with_a_loop_allows_as_much():
    loop = "def f(x):\n    y = x.copy()\n    for i in range(len(x)): y[i] = x[i] * 2\n    return y"
    assert told(loop, loop) is None
    thrice = loop.replace("return y", "for i in range(3 * len(x)): pass\n    return y")
    assert "steps of your code" in told(thrice, loop)


def test_a_number_may_be_what_grows():
    probe = {"of": {"call": "f", "args": (8,)}, "large": (64,)}
    checker = checker_named("vectorised")
    loop = "def f(n):\n    t = 0\n    for i in range(n): t += i\n    return t"
    reference = seen("def f(n): return n * (n - 1) // 2", probe)
    word = checker.judge(seen(loop, probe), reference, checker.Rules())
    assert "when the input grew from 8 to 64. " in str(word.message)


def test_nothing_is_left_behind():
    hooks = sys.gettrace(), sys.getprofile()
    seen(DOUBLED, NUMPY)
    assert (sys.gettrace(), sys.getprofile()) == hooks


def test_an_input_that_does_not_grow():
    same = ({"randn": (8, 4), "library": "numpy"},)
    with pytest.raises(ValueError, match="has to be larger than the call's own `args`"):
        seen(DOUBLED, {**NUMPY, "large": same})


def test_a_large_input_with_other_arguments():
    with pytest.raises(ValidationError, match="large has as many arguments as the call itself"):
        seen(DOUBLED, {**NUMPY, "large": ()})


def test_claims_that_do_not_fit():
    checker = checker_named("vectorised")
    honest = seen(DOUBLED, NUMPY)
    fewer = honest.model_copy(update={"results": honest.results[:1]})
    with pytest.raises(WireError, match="a result is missing"):
        checker.judge(fewer, honest, checker.Rules())
    uncounted = honest.model_copy(update={"large": None})
    with pytest.raises(WireError, match="nothing was counted"):
        checker.judge(uncounted, honest, checker.Rules())


def test_a_reference_that_does_not_do():
    checker = checker_named("vectorised")
    honest = seen(DOUBLED, NUMPY)
    still = honest.model_copy(update={"large": honest.small})
    with pytest.raises(OurError, match="the reference's input did not grow"):
        checker.judge(still, still, checker.Rules())
    raising = seen("def f(x): return x.reshape(-1, 4) * 2", NUMPY)
    with pytest.raises(OurError, match="the reference raised: "):
        checker.judge(honest, raising, checker.Rules())


def test_staff_read_the_counts():
    checker = checker_named("vectorised")
    loop = "def f(x): return np.array([r * 2 for r in x])"
    word = checker.judge(seen(loop, NUMPY), expected(DOUBLED, "numpy"), checker.Rules())
    assert re.search(
        r"small: Work\(steps=\d+, calls=\d+.*loop steps per element: ", word.staff_note
    )


def test_the_journey_over_the_wire():
    checker = checker_named("vectorised")
    honest = seen(DOUBLED, NUMPY)

    assert wire.decode_as(TypeAdapter(checker.Seen), wire.encode(honest)) == honest
