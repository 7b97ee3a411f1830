"""What is found when a set is loaded."""

import pytest

from grader.errors import ExpressionError
from grader.expressions import check


@pytest.mark.parametrize("text", ["x + pi", "norm(x) < inf", "x.T", "abs(abs)"])
def test_known_names_pass(text):
    check(text, ("x", "abs"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("vectors + x", "`vectors` is not among the names of the probe (did you mean `vector`?)"),
        ("q + x", "`q` is not among the names of the probe"),
        ("norm + x", "`norm` is not among the names of the probe"),
        (
            "x.dtype",
            "the attribute .dtype is not allowed; these are: .T, .shape, .ndim, .size, "
            ".real, .imag",
        ),
    ],
)
def test_others_do_not(text, message):
    with pytest.raises(ExpressionError) as caught:
        check(text, ("x", "vector"))
    assert str(caught.value) == message
