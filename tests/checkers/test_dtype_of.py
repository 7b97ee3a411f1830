import numpy as np
import pytest
import torch

TENSOR, ARRAY = torch.rand(2), np.ones(2)


@pytest.mark.parametrize(
    ("array", "of", "message"),
    [
        pytest.param(TENSOR, TENSOR.dtype, None, id="torch"),
        pytest.param(TENSOR.half(), torch.float16, None, id="whatever the array has"),
        pytest.param(ARRAY, ARRAY.dtype, None, id="numpy"),
        pytest.param(ARRAY, np.float64, None, id="scalar type"),
        pytest.param(
            TENSOR,
            "torch.float32",
            "It is the str 'torch.float32': the name of a dtype as text. Use a.dtype itself, "
            "without quotes or str().",
            id="text",
        ),
        pytest.param(
            TENSOR,
            torch.float64,
            "It is the dtype torch.float64, but the dtype of a is torch.float32. a.dtype gives it.",
            id="another",
        ),
        pytest.param(
            TENSOR,
            np.dtype("float32"),
            "It is the dtype float32, but the dtype of a is torch.float32. a.dtype gives it.",
            id="of the other library",
        ),
        pytest.param(
            TENSOR,
            TENSOR,
            "It is a tensor of shape (2,) and dtype torch.float32, not a dtype. Use a.dtype.",
            id="the tensor",
        ),
        pytest.param(
            TENSOR,
            torch.Tensor,
            "It is the type torch.Tensor, but a torch.dtype is expected. "
            "type(...) tells what the object is; .dtype tells the type of its elements.",
            id="the class",
        ),
        pytest.param(
            TENSOR, 5, "It is the int 5, but a torch.dtype is expected.", id="something else"
        ),
        pytest.param(
            [1.0],
            torch.float32,
            "a: It is a list of 1 item, but a tensor or a NumPy array is expected. "
            "torch.tensor(...) makes a tensor of numbers and lists.",
            id="no array",
        ),
    ],
)
def test_dtype_of(verdict, array, of, message):
    reference = {"a": TENSOR, "d": TENSOR.dtype}
    word = verdict("dtype_of", {"a": array, "d": of}, reference, {"of": "d", "array": "a"})
    assert (None if word.message is None else str(word.message)) == message
    assert word.status == ("passed" if message is None else "failed")
