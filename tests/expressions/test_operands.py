"""Observed values as operands."""

import numpy as np
import pytest

from grader.errors import ExpressionError, WireError
from grader.expressions import operand
from grader.model.values import (
    ArrayValue,
    BoolValue,
    ComplexValue,
    DictValue,
    FloatValue,
    IntValue,
    NoneValue,
    SequenceValue,
    StrValue,
)

ONE, TWO = IntValue(digits="1"), IntValue(digits="2")
HALF = FloatValue(hex="0x1p-1")


def sequence(*items, kind="list", length=None):
    return SequenceValue(type=kind, items=items, length=len(items) if length is None else length)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (ONE, 1),
        (BoolValue(value=True), True),
        (HALF, 0.5),
        (ComplexValue(real=HALF, imag=HALF), 0.5 + 0.5j),
        (NoneValue(), None),
        (StrValue(text="a", length=1), "a"),
        (sequence(ONE, TWO, kind="torch.Size"), (1, 2)),
        (sequence(ONE, StrValue(text="a", length=1)), (1, "a")),
        (sequence(sequence(ONE), sequence(ONE, TWO)), None),
    ],
)
def test_plain_values(value, expected):
    found = operand(value)
    assert expected is None or (found == expected and type(found) is type(expected))


def test_lists_of_numbers_are_arrays():
    np.testing.assert_array_equal(operand(sequence(ONE, HALF)), [1, 0.5])


def test_bfloat16_is_float32():
    value = ArrayValue(library="torch", type="t", dtype="bfloat16", shape=(1,), data=b"\x80\x3f")
    np.testing.assert_array_equal(operand(value), np.ones(1, "f4"))


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (
            DictValue(entries=(), length=0),
            "nothing can be computed with a dict of 0 entries",
        ),
        (sequence(ONE, length=5), "nothing can be computed with a list of 5 items"),
        (
            ArrayValue(library="torch", type="t", dtype="int8", shape=(1,), unread="sparse"),
            "It is a sparse tensor: .to_dense() makes a plain one of it.",
        ),
    ],
)
def test_what_is_no_operand(value, message):
    with pytest.raises(ExpressionError) as caught:
        operand(value)
    assert str(caught.value) == message


def test_nonsense_is_a_wire_error():
    with pytest.raises(WireError):
        operand(ArrayValue(library="numpy", type="t", dtype="int8", shape=(3,), data=b"1"))
