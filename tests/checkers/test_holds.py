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
