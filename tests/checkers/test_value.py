import numpy as np
import pytest
import torch

from grader.errors import OurError

TENSOR = torch.tensor([5, 7, 9])


def test_equal_passes(told):
    assert told("value", torch.tensor([5, 7, 9]), TENSOR) is None


def test_a_list_in_place_of_a_tensor_fails(told):
    assert told("value", [1, 2, 3, 4, 5, 6], TENSOR) == (
        "It is a list of 6 items, but a tensor is expected. torch.tensor(...) makes a tensor of "
        "numbers and lists."
    )


def test_staff_read_more(verdict):
    word = verdict("value", {"x": 1}, {"x": 2}, {"of": "x"}, reveal=False)
    assert str(word.message) == "It is 1, which is not what is expected."
    assert word.staff_note == "It is 1, expected 2. Found the int 1. Expected the int 2."


def test_rules_reach_the_comparison(told):
    rules = {"rtol": 0, "atol": 0.5, "dtype": "any"}
    assert told("value", TENSOR + 0.25, TENSOR, **rules) is None


def test_an_expression_is_looked_at(verdict):
    names = {"x": torch.ones(2)}
    assert verdict("value", names, names, {"of": {"expression": "x + 1"}}).status == "passed"


def test_other_answers_are_right_too(told):
    assert told("value", 4, 3, any_of=(4, 5)) is None
    assert told("value", 6, 3, any_of=(4, 5)) == (
        "It is 6, expected 3. Some other answers are right too, but this is none of them."
    )
    assert told("value", "b", "a", any_of=("b",)) is None
    assert told("value", [1.5, 2.0], [1.0], any_of=((1.5, 2.0),)) is None
    assert told("value", True, 1, any_of=(True,)) is None


@pytest.mark.parametrize("dtype", [torch.float32, torch.int64, torch.bfloat16])
def test_another_answer_is_an_array_of_the_references_dtype(told, dtype):
    expected = torch.tensor([1, 2], dtype=dtype)
    found = torch.tensor([[3, 4]], dtype=dtype)
    assert told("value", found, expected, any_of=(((3, 4),),)) is None
    assert told("value", found.double(), expected, any_of=(((3, 4),),)) is not None


def test_another_answer_that_fits_no_array_is_our_fault(told):
    with pytest.raises(OurError, match="no array of dtype int64"):
        told("value", TENSOR, TENSOR, any_of=(((1, 2), (3,)),))


ROWS = np.array([[1.0, 2.0], [3.0, 4.0], [1.0, 2.0]])


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param(torch.tensor([9, 5, 7]), TENSOR, id="vector"),
        pytest.param(ROWS[[1, 0, 2]], ROWS, id="rows"),
        pytest.param(np.array([1 + 1e-12j, 1 - 1j]), np.array([1 - 1j, 1]) + 0j, id="complex"),
        pytest.param(np.array([np.nan, 1.0]), np.array([1.0, np.nan]), id="nan"),
        pytest.param([3, 1, 2], [1, 2, 3], id="list"),
        pytest.param(("b", "a"), ("a", "b"), id="tuple"),
        pytest.param(np.zeros(0), np.zeros(0), id="empty"),
    ],
)
def test_in_any_order(told, found, expected):
    assert told("value", found, expected, order="any") is None


@pytest.mark.parametrize(
    ("found", "expected", "message"),
    [
        pytest.param(
            ROWS[[1, 1, 2]],
            ROWS,
            "2 of 6 elements are wrong, the first at index [2, 0]: it is 3.0, expected 1.0. (These "
            "do not matter: the order.)",
            id="a row too often",
        ),
        pytest.param(
            [1, 2, 2], [1, 2, 3], "3 is missing. (These do not matter: the order.)", id="list"
        ),
        pytest.param(
            (1, 2),
            [1, 2],
            "It is a tuple of 2 items, but a list is expected. list(...) makes a list of it.",
            id="tuple for a list",
        ),
        pytest.param(
            torch.tensor([9.0, 5.0, 7.0]),
            TENSOR,
            "Its dtype is torch.float32, expected torch.int64. Numbers without a decimal point in "
            "torch.tensor(...) stay integers; torch.Tensor(...), torch.ones(...) and "
            "torch.zeros(...) make floats.",
            id="dtype",
        ),
        pytest.param(
            TENSOR[:2],
            TENSOR,
            "Its shape is (2,), expected (3,).",
            id="shape",
        ),
    ],
)
def test_wrong_in_any_order(told, found, expected, message):
    assert told("value", found, expected, order="any") == message


VECTORS = np.array([[0.6, 0.8, 0.0], [-0.8, 0.6, 0.0], [0.0, 0.0, 1.0]])
SIGNS = np.array([1.0, -1.0, -1.0])


@pytest.mark.parametrize(
    ("found", "expected", "up_to"),
    [
        pytest.param(-VECTORS, VECTORS, ("sign",), id="sign"),
        pytest.param(np.array([1, -2]), np.array([-1, 2]), ("sign",), id="integers"),
        pytest.param(-VECTORS[0], VECTORS[0], ("column_sign",), id="a vector is a column"),
        pytest.param(VECTORS * SIGNS, VECTORS, ("column_sign",), id="columns"),
        pytest.param(VECTORS * SIGNS[:, None], VECTORS, ("row_sign",), id="rows"),
        pytest.param(VECTORS * 1j, VECTORS + 0j, ("column_sign",), id="phase"),
        pytest.param(VECTORS[:, [2, 0, 1]], VECTORS, ("column_order",), id="order"),
        pytest.param(
            (VECTORS * SIGNS)[:, [2, 0, 1]], VECTORS, ("column_sign", "column_order"), id="both"
        ),
        pytest.param(VECTORS * [2, -3, 0.5], VECTORS, ("column_scale",), id="scale"),
        pytest.param(
            (VECTORS * [2, -3, 0.5])[:, ::-1], VECTORS, ("column_scale", "column_order"), id="all"
        ),
        pytest.param(ROWS.T, ROWS, ("transpose",), id="transpose"),
        pytest.param(-ROWS.T, ROWS, ("transpose", "sign"), id="transpose and sign"),
        pytest.param(VECTORS.T, VECTORS, ("transpose",), id="square transpose"),
        pytest.param(
            np.stack([VECTORS, VECTORS * SIGNS]),
            np.stack([VECTORS * SIGNS, VECTORS]),
            ("column_sign",),
            id="each of a batch",
        ),
        pytest.param(
            torch.tensor([[1.0, -2.0]], dtype=torch.bfloat16),
            torch.tensor([[1.0, 2.0]], dtype=torch.bfloat16),
            ("column_sign",),
            id="bfloat16",
        ),
    ],
)
def test_up_to(told, found, expected, up_to):
    assert told("value", found, expected, up_to=up_to) is None
    assert told("value", found, expected) is not None
    changed = found.copy() if isinstance(found, np.ndarray) else found.clone()
    changed[(0,) * found.ndim] += 7
    assert told("value", changed, expected, up_to=up_to) is not None


def test_what_does_not_matter_is_told(told):
    wrong = told("value", VECTORS * 2, VECTORS, up_to=("column_sign", "column_order"))
    assert wrong.endswith(
        "(These do not matter: the sign of each column, the order of the columns.)"
    )


@pytest.mark.parametrize(
    ("freedom", "words"),
    [
        ("sign", "the sign"),
        ("row_sign", "the sign of each row"),
        ("column_scale", "the length and sign of each column"),
        ("transpose", "whether it is transposed"),
    ],
)
def test_freedoms_have_names(told, freedom, words):
    wrong = told("value", np.eye(2), np.array([[1.0, 2.0], [3.0, 4.0]]), up_to=(freedom,))
    assert wrong.endswith(f"(These do not matter: {words}.)")


def test_a_sign_is_that_of_the_whole_column(told):
    assert told("value", np.abs(VECTORS), VECTORS, up_to=("column_sign",)) is not None


def test_scaled_integers_are_our_fault(told):
    with pytest.raises(OurError, match="for floating-point arrays"):
        told("value", np.array([[2], [4]]), np.array([[1], [2]]), up_to=("column_scale",))


def test_zero_columns_stay(told):
    zero = np.zeros((2, 2))
    assert told("value", zero, zero, up_to=("column_scale", "column_order", "sign")) is None


def test_too_many_rows_are_our_fault(told):
    many = np.zeros((3001, 2))
    with pytest.raises(OurError, match="so many rows cannot be matched in any order: 3001"):
        told("value", many, many, order="any")
