import numpy as np
import pytest
import torch
from pydantic import ValidationError

from grader.checkers import checker_named

UNIT = {"low": 0, "high": 1, "include_high": False}


@pytest.mark.parametrize(
    ("found", "rules", "message"),
    [
        pytest.param(torch.rand(3, 3), UNIT, None, id="inside"),
        pytest.param(torch.zeros(2), UNIT, None, id="on the included bound"),
        pytest.param(0.5, UNIT, None, id="float"),
        pytest.param(10**400, {"low": 0}, None, id="long int"),
        pytest.param(np.float32(0.5), UNIT, None, id="NumPy scalar"),
        pytest.param(
            torch.tensor([[0.5, 1.0], [0.0, -1.0]]),
            UNIT,
            "2 of 4 elements are out of range, the first at index [0, 1]: it is 1.0, expected at "
            "least 0 and below 1.",
            id="several outside",
        ),
        pytest.param(
            torch.tensor([0.5, float("nan")]),
            UNIT,
            "1 of 2 elements is out of range, at index [1]: it is nan, expected at least 0 and "
            "below 1.",
            id="nan",
        ),
        pytest.param(
            torch.tensor([[2.5, 7.0], [3.0, -1.0]]),
            UNIT,
            "All its 4 elements are out of range: they go from -1.0 to 7.0, expected at least 0 "
            "and below 1.",
            id="all outside",
        ),
        pytest.param(
            torch.tensor([float("nan"), 7.0]),
            UNIT,
            "2 of 2 elements are out of range, the first at index [0]: it is nan, expected at "
            "least 0 and below 1.",
            id="all outside, with nan",
        ),
        pytest.param(
            torch.tensor([7.0]),
            UNIT,
            "1 of 1 elements is out of range, at index [0]: it is 7.0, expected at least 0 and "
            "below 1.",
            id="the only one",
        ),
        pytest.param(
            0, {"low": 0, "include_low": False}, "It is 0, expected over 0.", id="excluded low"
        ),
        pytest.param(3, {"high": 2.5}, "It is 3, expected at most 2.5.", id="high"),
        pytest.param(-1, {"low": 0}, "It is -1, expected at least 0.", id="low"),
        pytest.param(
            2.0, {"high": 2, "include_high": False}, "It is 2.0, expected below 2.", id="<"
        ),
        pytest.param(torch.ones(0), UNIT, "It is empty: it holds no elements.", id="empty"),
        pytest.param(
            1j,
            UNIT,
            "It is complex: complex numbers lie neither below nor above a bound.",
            id="complex",
        ),
        pytest.param(
            "0.5",
            UNIT,
            "It is the str '0.5', but a tensor or a NumPy array is expected. Use the tensor "
            "itself, without quotes or str().",
            id="text",
        ),
        pytest.param(
            torch.ones(2).to_sparse(),
            UNIT,
            "It is a sparse tensor: .to_dense() makes a plain one of it.",
            id="sparse",
        ),
    ],
)
def test_range(told, found, rules, message):
    assert told("range", found, found, **rules) == message


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        pytest.param({}, "low or high is needed, or both", id="no bound"),
        pytest.param({"low": 2, "high": 1}, "low is greater than high", id="crossed"),
    ],
)
def test_bounds_that_say_nothing_are_refused(rules, message):
    with pytest.raises(ValidationError, match=message):
        checker_named("range").Rules(**rules)
