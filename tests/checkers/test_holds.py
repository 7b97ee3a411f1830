import numpy as np
import pytest
import torch

from grader.checkers import checker_named
from grader.errors import OurError, WireError

NAMES = {"names": ("x", "y")}
GOOD = {"x": torch.tensor([1.0, 2.0]), "y": torch.tensor([2.0, 4.0])}


def judged(verdict, found, expression="allclose(2 * x, y)", reference=GOOD, probe=NAMES, **rules):
    word = verdict("holds", found, reference, probe, expression=expression, **rules)
    return None if word.message is None else str(word.message)


def test_what_is_true_passes(verdict):
    assert judged(verdict, GOOD) is None
    assert judged(verdict, {"x": [1, 2], "y": (2, 4)}) is None


def test_names_stand_for_targets(verdict):
    probe = {"names": {"x": "a", "y": {"expression": "a + a"}}}
    assert judged(verdict, {"a": GOOD["x"]}, probe=probe, reference={"a": GOOD["x"]}) is None


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float32])
def test_the_least_exact_dtype_decides(verdict, dtype):
    x = torch.tensor([1 / 3], dtype=dtype)
    assert judged(verdict, {"x": x, "y": x.double() * 2 + torch.finfo(dtype).eps / 2}) is None


@pytest.mark.parametrize(
    ("found", "rules", "message"),
    [
        pytest.param(
            {"x": torch.tensor([1.0]), "y": np.array([3.0])},
            {},
            "This should be true, and is not: allclose(2 * x, y). Found: x is [1.0], y is [3.0].",
            id="untrue",
        ),
        pytest.param(
            {"x": torch.ones(50, 2), "y": 1},
            {"message": "y is no multiple of x."},
            "y is no multiple of x. Found: x is a tensor of shape (50, 2) and dtype torch.float32, "
            "y is 1.",
            id="in the author's words",
        ),
        pytest.param(
            {"x": "a", "y": 1},
            {},
            "This should be true: allclose(2 * x, y). It could not be computed: the text “a” is "
            "not a number. Found: x is 'a', y is 1.",
            id="not computed",
        ),
        pytest.param(
            {"x": {}, "y": 1},
            {"message": {"en": "Wrong.", "ko": "틀렸어요."}},
            "Wrong. It could not be computed: nothing can be computed with a dict of 0 entries. "
            "Found: x is a dict of 0 entries, y is 1.",
            id="not computed, in the author's words",
        ),
    ],
)
def test_what_is_not_true(verdict, found, rules, message):
    assert judged(verdict, found, **rules) == message


@pytest.mark.parametrize(
    ("expression", "reference", "message"),
    [
        ("x @ y > 0", {"x": [1], "y": [1, 2]}, "for the reference, matmul: "),
        ("x == 1", {"x": 2, "y": 2}, "the expression is not true for the reference"),
        ("x", {"x": 1.5, "y": 2}, "for the reference, it gives a value that is neither true nor"),
    ],
)
def test_a_reference_that_cannot_be_judged_by(verdict, expression, reference, message):
    found = {"x": "no", "y": [1]}
    with pytest.raises(OurError, match=message):
        judged(verdict, found, expression, reference)


def test_other_names_are_nonsense(see):
    checker = checker_named("holds")
    honest = see("holds", NAMES, GOOD)
    with pytest.raises(WireError, match="other names"):
        checker.judge(
            honest.model_copy(update={"values": {}}), honest, checker.Rules(expression="x == y")
        )


@pytest.mark.parametrize(
    ("found", "message"),
    [
        pytest.param({"x": 1, "y": 2}, None, id="all true"),
        pytest.param(
            {"x": 5, "y": 2},
            "This should be true, and is not: x < 3. Found: x is 5.",
            id="the first that is not true",
        ),
        pytest.param(
            {"x": 2, "y": 2},
            "This should be true, and is not: 2 * x == y. Found: x is 2, y is 2.",
            id="the second",
        ),
        pytest.param(
            {"x": 1, "y": "a"},
            "This should be true: 2 * x == y. It could not be computed: the text “a” is not a "
            "number. Found: x is 1, y is 'a'.",
            id="not computed",
        ),
    ],
)
def test_only_what_is_not_true_is_told(verdict, found, message):
    good = {"x": 1, "y": 2}
    assert judged(verdict, found, "(x < 3) and 2 * x == y", good) == message


def test_a_name_that_the_expression_lacks_is_not_told(verdict):
    told = judged(verdict, {"x": 5, "y": 2}, "x < 3", {"x": 1, "y": 2}, message="x is too large.")
    assert told == "x is too large. Found: x is 5."


GIVEN = {
    "names": {"y": {"call": "f", "given": ("x",), "args": (2,)}},
    "given": {"x": {"randn": (3,)}},
}


@pytest.mark.parametrize(
    ("program", "status"),
    [
        pytest.param("def f(x, n): return n * x", "passed", id="right"),
        pytest.param("def f(x, n): return n + x", "failed", id="wrong"),
        pytest.param("def f(x, n): return x.zero_()", "failed", id="what was given is changed"),
        pytest.param("def f(x, n): return x.shap", "error", id="raises"),
        pytest.param("g = 1", "not_attempted", id="missing"),
    ],
)
def test_a_given_value_is_in_the_call_and_in_the_expression(answered, program, status):
    reference = "def f(x, n): return x + x"
    told = answered("holds", GIVEN, reference, program, expression="allclose(y, 2 * x)")
    assert told[0] == status


def test_what_was_given_is_told(answered):
    probe = {"names": {"y": {"call": "f", "given": ("x",)}}, "given": {"x": 3}}
    rules = {"expression": "y > x"}
    assert answered("holds", probe, "def f(x): return x + 1", "def f(x): return x", **rules) == (
        "failed",
        0,
        "This should be true, and is not: y > x. Found: y is 3, x is 3.",
    )


@pytest.mark.parametrize(
    ("probe", "message"),
    [
        pytest.param(
            {"names": {"y": {"call": "f", "given": ("z",)}}, "given": {"x": 1}},
            "there is no given value `z`",
            id="unknown",
        ),
        pytest.param(
            {"names": ("x",), "given": {"x": 1}}, "`x` is in `names` and in `given`", id="twice"
        ),
    ],
)
def test_given_names_that_are_refused(probe, message):
    with pytest.raises(ValueError, match=message):
        checker_named("holds").Probe.model_validate(probe)


def test_the_expression_may_use_what_is_given():
    checker = checker_named("holds")
    probe = checker.Probe.model_validate(GIVEN)
    checker.agree(probe, checker.Rules(expression="allclose(y, 2 * x)"))
    with pytest.raises(ValueError, match="`z` is not among the names of the probe"):
        checker.agree(probe, checker.Rules(expression="allclose(y, z)"))
