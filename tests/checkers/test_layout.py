import numpy as np
import pytest
import torch

MATRIX = torch.arange(6).reshape(2, 3)


@pytest.mark.parametrize(
    ("found", "expected", "rules"),
    [
        pytest.param(MATRIX, MATRIX.clone(), {}, id="as the reference"),
        pytest.param(MATRIX.T, MATRIX.T, {"contiguous": False}, id="not contiguous"),
        pytest.param(MATRIX.T, MATRIX, {"strides": (1, 3)}, id="strides"),
        pytest.param(np.ones((2, 3)).T, MATRIX, {"strides": (1, 3)}, id="of NumPy, in elements"),
        pytest.param(MATRIX[:, :1], MATRIX, {"strides": (3, 9)}, id="one element has no stride"),
        pytest.param(torch.ones(0, 3).T, MATRIX, {"contiguous": True}, id="empty"),
        pytest.param(torch.tensor(1), MATRIX, {"contiguous": True}, id="0-d"),
        pytest.param(torch.ones(1, 5)[:, :1], MATRIX, {"contiguous": True}, id="one element"),
    ],
)
def test_passes(told, found, expected, rules):
    assert told("layout", found, expected, **rules) is None


@pytest.mark.parametrize(
    ("found", "rules", "message"),
    [
        pytest.param(
            MATRIX.T,
            {"contiguous": True},
            "It is not contiguous: shape (3, 2), strides (1, 3). .contiguous() puts its elements "
            "in order.",
            id="tensor",
        ),
        pytest.param(
            np.ones((2, 3)).T,
            {"contiguous": True},
            "It is not contiguous: shape (3, 2), strides (1, 3). np.ascontiguousarray(...) puts "
            "its elements in order.",
            id="array",
        ),
        pytest.param(
            MATRIX,
            {"contiguous": False},
            "It is contiguous: shape (2, 3), strides (3, 1). A view that was not copied is asked "
            "for, such as a transpose or every second element.",
            id="contiguous",
        ),
        pytest.param(
            MATRIX.T,
            {},
            "Its strides are (1, 3), expected (3, 1). A transpose, a slice and .expand() change "
            "strides without moving elements; .contiguous() and .copy() move them.",
            id="other strides",
        ),
        pytest.param(
            torch.ones(2).to_sparse(),
            {},
            "It has no strides: its layout is sparse_coo.",
            id="sparse",
        ),
        pytest.param(
            1,
            {},
            "It is the int 1, but a tensor or a NumPy array is expected. torch.tensor(...) makes a "
            "tensor of numbers and lists.",
            id="int",
        ),
    ],
)
def test_what_is_wrong(told, found, rules, message):
    assert told("layout", found, MATRIX, **rules) == message
