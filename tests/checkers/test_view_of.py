import numpy as np
import pytest
import torch

from grader.checkers import checker_named
from grader.errors import OurError, WireError

PROBE = {"of": "v", "base": "x"}
X = torch.arange(12.0).reshape(3, 4)


def judged(verdict, v, x=X, reference=None, **rules):
    names = {"v": X[-1], "x": X} if reference is None else reference
    word = verdict("view_of", {"v": v, "x": x}, names, PROBE, **rules)
    return None if word.message is None else str(word.message)


ARRAY = np.arange(12).reshape(3, 4)


@pytest.mark.parametrize(
    ("v", "x"),
    [
        pytest.param(X[2], X, id="row"),
        pytest.param(X.T, X, id="transpose"),
        pytest.param(X[::2, 1:], X, id="steps"),
        pytest.param(X[0, 0], X, id="0-d"),
        pytest.param(X.detach().numpy()[1], X, id="a NumPy array of a tensor"),
        pytest.param(torch.from_numpy(ARRAY)[1], ARRAY, id="a tensor of a NumPy array"),
        pytest.param(ARRAY[::-1], ARRAY, id="backwards"),
        pytest.param(X[:1].expand(3, 4), X, id="expanded"),
    ],
)
def test_views(verdict, v, x):
    assert judged(verdict, v, x, {"v": v, "x": x}) is None


def test_any_part_will_do_if_the_rules_say_so(verdict):
    assert judged(verdict, X[0], part="any") is None
    assert judged(verdict, X[0]) == (
        "v is a view of x, but of another part: it begins 0 elements behind the first, with shape "
        "(4,) and strides (1,); expected 8, (4,) and (1,)."
    )


COPY = (
    "v is a copy: its elements are not in the memory of x. Slices, .T, .view(), .numpy() and "
    "torch.from_numpy() give views; .clone(), .copy(), an index that is a list, and a change of "
    "dtype copy."
)


@pytest.mark.parametrize(
    ("v", "x", "message"),
    [
        pytest.param(X[[2]][0], X, COPY, id="index"),
        pytest.param(X[2].clone(), X, COPY, id="clone"),
        pytest.param(np.ones(2), X, COPY, id="an array"),
        pytest.param(
            X, X[1:], "v reaches beyond x: it is a view of something larger.", id="larger"
        ),
        pytest.param(np.float32(1), X, "v is a single number, which is a copy.", id="scalar"),
        pytest.param(torch.ones(0), X, "v: It is empty: it holds no elements.", id="empty"),
        pytest.param(
            X,
            [1],
            "x: It is a list of 1 item, but a tensor or a NumPy array is expected. "
            "torch.tensor(...) makes a tensor of numbers and lists.",
            id="list",
        ),
    ],
)
def test_what_is_wrong(verdict, v, x, message):
    assert judged(verdict, v, x) == message


def test_a_reference_that_is_no_view(verdict):
    with pytest.raises(OurError, match="the reference's v is no view"):
        judged(verdict, X[0], X, {"v": 1.0, "x": X})


def test_strides_that_do_not_fit(see):
    checker = checker_named("view_of")
    honest = see("view_of", PROBE, {"v": X[2], "x": X})
    forged = honest.model_copy(update={"of": honest.of.model_copy(update={"strides": (1, 1)})})
    with pytest.raises(WireError, match="strides do not fit a shape"):
        checker.judge(forged, honest, checker.Rules())


CALL = {"call": "f", "args": ({"randn": (3, 4)},)}
OF_ARGUMENT = {"of": CALL, "base": {"argument": 1}, "cases": (({"randn": (2, 2)},),)}
ROW = "def f(x): return x[-1]"


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        pytest.param("def f(x): return x[len(x) - 1]", ("passed", 1, ""), id="a view"),
        pytest.param(
            "def f(x): return x[-1].clone()",
            (
                "failed",
                0,
                "f(...) is a copy: its elements are not in the memory of argument 1. Slices, .T, "
                ".view(), .numpy() and torch.from_numpy() give views; .clone(), .copy(), an index "
                "that is a list, and a change of dtype copy.",
            ),
            id="a copy",
        ),
        pytest.param(
            "def f(x): return x[2 if len(x) > 2 else 0]",
            (
                "failed",
                0,
                "f(...) is a view of argument 1, but of another part: it begins 0 elements behind "
                "the first, with shape (2,) and strides (1,); expected 2, (2,) and (1,).",
            ),
            id="another case",
        ),
        pytest.param(
            "def f(x): return x[2]",
            (
                "error",
                0,
                "work.py, line 1: IndexError: index 2 is out of bounds for dimension 0 with size "
                "2. Indices count from 0, so the last one is the size minus 1; -1 is the last one "
                "too.",
            ),
            id="raises for the other case",
        ),
    ],
)
def test_a_view_of_what_was_given(answered, program, expected):
    assert answered("view_of", OF_ARGUMENT, ROW, program) == expected


def test_a_case_that_is_not_told_of_is_nonsense(see):
    checker = checker_named("view_of")
    seen = see("view_of", OF_ARGUMENT, {"f": lambda x: x[-1]})
    with pytest.raises(WireError, match="another number of cases"):
        checker.judge(seen.model_copy(update={"others": ()}), seen, checker.Rules())


@pytest.mark.parametrize(
    ("probe", "message"),
    [
        pytest.param({**PROBE, "cases": ((1,),)}, "`cases` are for a call", id="cases"),
        pytest.param({"of": "v", "base": {"argument": 1}}, "`argument` is for a call", id="name"),
        pytest.param(
            {**OF_ARGUMENT, "cases": ((),)}, "counts more arguments than the call has", id="few"
        ),
    ],
)
def test_probes_that_do_not_go_together(probe, message):
    checker = checker_named("view_of")
    with pytest.raises(ValueError, match=message):
        checker.agree(checker.Probe.model_validate(probe), checker.Rules())
