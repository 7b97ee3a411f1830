"""The checks of one attribute: type, shape, rank, dtype."""

import numpy as np
import pytest
import torch
from pydantic import ValidationError

from grader.checkers import checker_named
from grader.errors import OurError

MATRIX = torch.ones(3, 3)
UNUSED = "the rules say what is expected"
LIST = (
    "It is a list of 1 item, but a tensor or a NumPy array is expected. torch.tensor(...) makes a "
    "tensor of numbers and lists."
)


@pytest.mark.parametrize(
    ("check", "found", "expected", "rules", "message"),
    [
        pytest.param("shape", MATRIX, MATRIX, {}, None, id="shape as reference"),
        pytest.param("shape", MATRIX, UNUSED, {"shape": (3, 3)}, None, id="shape as ruled"),
        pytest.param("shape", np.ones(()), UNUSED, {"shape": ()}, None, id="shape of 0-d"),
        pytest.param(
            "shape",
            torch.ones(9),
            MATRIX,
            {},
            "Its shape is (9,), expected (3, 3). The number of elements is right; .reshape(...) "
            "arranges them anew.",
            id="shape differs",
        ),
        pytest.param(
            "shape",
            torch.ones(3),
            UNUSED,
            {"shape": (3, 3)},
            "Its shape is (3,), expected (3, 3).",
            id="shape differs from rule",
        ),
        pytest.param("shape", [1], MATRIX, {}, LIST, id="shape of a list"),
        pytest.param("rank", MATRIX, torch.ones(1, 1), {}, None, id="rank as reference"),
        pytest.param("rank", MATRIX, UNUSED, {"rank": 2}, None, id="rank as ruled"),
        pytest.param(
            "rank",
            torch.ones(5, 1),
            torch.ones(5),
            {},
            "It has 2 dimensions (its shape is (5, 1)), expected 1.",
            id="rank differs",
        ),
        pytest.param(
            "rank",
            torch.ones(5),
            UNUSED,
            {"rank": 0},
            "It has 1 dimension (its shape is (5,)), expected 0.",
            id="rank differs by one",
        ),
        pytest.param("rank", [1], MATRIX, {}, LIST, id="rank of a list"),
        pytest.param("dtype", MATRIX, torch.zeros(1), {}, None, id="dtype as reference"),
        pytest.param(
            "dtype", MATRIX, UNUSED, {"dtype": "torch.float32"}, None, id="dtype as ruled"
        ),
        pytest.param("dtype", MATRIX, UNUSED, {"dtype": "float32"}, None, id="either library"),
        pytest.param("dtype", MATRIX, UNUSED, {"dtype": "floating"}, None, id="floating"),
        pytest.param(
            "dtype", MATRIX.bfloat16(), UNUSED, {"dtype": "floating"}, None, id="bfloat16"
        ),
        pytest.param("dtype", MATRIX.byte(), UNUSED, {"dtype": "integer"}, None, id="integer"),
        pytest.param("dtype", MATRIX > 0, UNUSED, {"dtype": "bool"}, None, id="bool"),
        pytest.param("dtype", MATRIX * 1j, UNUSED, {"dtype": "complex"}, None, id="complex"),
        pytest.param(
            "dtype",
            MATRIX > 0,
            UNUSED,
            {"dtype": "integer"},
            "Its dtype is torch.bool, expected an integer dtype.",
            id="bool is no integer",
        ),
        pytest.param(
            "dtype",
            np.ones(2),
            UNUSED,
            {"dtype": "torch.float64"},
            "Its dtype is float64, expected torch.float64.",
            id="of the other library",
        ),
        pytest.param(
            "dtype",
            MATRIX.long(),
            MATRIX,
            {},
            "Its dtype is torch.int64, expected torch.float32. Write numbers with a decimal point, "
            "such as 1.0, or give dtype=.",
            id="dtype differs",
        ),
        pytest.param("dtype", [1], MATRIX, {}, LIST, id="dtype of a list"),
        pytest.param("type", MATRIX, torch.ones(1), {}, None, id="type as reference"),
        pytest.param("type", 1, UNUSED, {"type": "int"}, None, id="type as ruled"),
        pytest.param(
            "type", (1,), UNUSED, {"type": ("torch.Size", "tuple")}, None, id="one of two"
        ),
        pytest.param(
            "type",
            True,
            UNUSED,
            {"type": "int"},
            "It is the bool True, but an int is expected. True and False are not counted as "
            "numbers here.",
            id="bool is no int",
        ),
        pytest.param(
            "type",
            torch.ones(5).size(),
            UNUSED,
            {"type": ("int", "float")},
            "It is the size (5,), but an int or a float is expected. len(...) counts its numbers, "
            "[0] takes the first of them.",
            id="neither of two",
        ),
    ],
)
def test_attribute(told, check, found, expected, rules, message):
    assert told(check, found, expected, **rules) == message


@pytest.mark.parametrize("check", ["shape", "rank", "dtype"])
def test_a_reference_without_the_attribute_is_our_fault(told, check):
    with pytest.raises(OurError, match="the reference's value is the int 1, not an array"):
        told(check, MATRIX, 1)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param("torch.flaot32", "did you mean `torch.float32`?", id="misspelt"),
        pytest.param("float", "neither a dtype nor a family of dtypes", id="Python type"),
        pytest.param("numbers", "neither a dtype nor a family of dtypes", id="nothing near"),
    ],
)
def test_an_unknown_dtype_is_refused_in_the_rules(name, message):
    with pytest.raises(ValidationError) as caught:
        checker_named("dtype").Rules(dtype=name)
    assert message in str(caught.value)
