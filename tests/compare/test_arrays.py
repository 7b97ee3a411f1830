"""Hostile bytes are refused; honest ones become the arrays that they were."""

import numpy as np
import pytest
import torch

from grader.child.look import look
from grader.compare import array_of, float_of, int_of, numbers_of
from grader.errors import WireError
from grader.model.values import ArrayValue, FloatValue, IntValue, SequenceValue


def claim(**changes):
    fields = {
        "library": "torch",
        "type": "torch.Tensor",
        "dtype": "float32",
        "shape": (2,),
        "data": bytes(8),
    }
    return ArrayValue(**{**fields, **changes})


@pytest.mark.parametrize(
    ("value", "message"),
    [
        pytest.param(claim(shape=(3,)), "more or fewer bytes than", id="too few bytes"),
        pytest.param(claim(shape=()), "more or fewer bytes than", id="too many bytes"),
        pytest.param(claim(shape=(10**12, 10**12)), "more or fewer bytes than", id="4 TB"),
        pytest.param(claim(shape=(0, 2**62, 2**62), data=b""), "not possible", id="empty but vast"),
        pytest.param(claim(shape=(0, 10**30), data=b""), "not possible", id="beyond 64 bits"),
        pytest.param(claim(dtype="object"), "a object array were not sent", id="object"),
        pytest.param(claim(dtype="O8" * 99), "were not sent", id="long dtype"),
        pytest.param(claim(data=None), "were not sent", id="no bytes"),
    ],
)
def test_nonsense_is_refused(value, message):
    with pytest.raises(WireError, match=message):
        array_of(value)


@pytest.mark.parametrize("text", ["", "0x", "0x1p99999", "one", "0x1.8p0\0"])
def test_a_float_is_hexadecimal_or_refused(text):
    with pytest.raises(WireError, match=r"float\.hex"):
        float_of(FloatValue(hex=text))


def test_bfloat16_becomes_float32_exactly():
    tensor = torch.tensor([1.0, -2.5, 3.140625, float("inf"), float("nan"), 1e-40]).bfloat16()
    array = array_of(look(tensor))
    assert array.dtype == np.float32
    np.testing.assert_array_equal(array, tensor.float().numpy())


def test_bytes_other_than_one_are_true():
    array = array_of(claim(dtype="bool", data=bytes([0, 7])))
    assert array.tolist() == [False, True]


def test_an_array_cannot_be_written_to():
    with pytest.raises(ValueError, match="read-only"):
        array_of(claim())[0] = 1


def test_digits_are_an_int():
    assert int_of(IntValue(digits="-" + "9" * 1200)) == 1 - 10**1200


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(True, np.array(True), id="bool"),
        pytest.param(3, np.array(3), id="int"),
        pytest.param(2**70, np.array(2.0**70), id="beyond int64"),
        pytest.param(10**400, np.array(np.inf), id="beyond float64"),
        pytest.param(1.5, np.array(1.5), id="float"),
        pytest.param(1 + 2j, np.array(1 + 2j), id="complex"),
        pytest.param([[1, 2], [3, 4]], np.array([[1, 2], [3, 4]]), id="nested"),
        pytest.param([], np.zeros(0), id="empty"),
        pytest.param((torch.ones(2), [1, 2]), np.array([[1.0, 1.0], [1.0, 2.0]]), id="mixed"),
    ],
)
def test_numbers_are_read_as_arrays(value, expected):
    array = numbers_of(look(value))
    assert (array.dtype, array.shape) == (expected.dtype, expected.shape)
    np.testing.assert_array_equal(array, expected)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param([1, [2]], id="ragged"),
        pytest.param([1, "2"], id="text inside"),
        pytest.param({1, 2}, id="set"),
        pytest.param("12", id="text"),
        pytest.param(torch.ones(2, device="meta"), id="unread"),
    ],
)
def test_the_rest_is_no_numbers(value):
    assert numbers_of(look(value)) is None


def test_a_cut_list_is_no_numbers():
    assert numbers_of(SequenceValue(type="list", items=(look(1),), length=2)) is None
