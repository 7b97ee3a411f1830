"""Objects made from what the parent sends."""

import sys

import numpy as np
import pytest
import torch

from grader.child.look import look
from grader.child.make import make
from grader.model.targets import Recipe
from grader.model.values import (
    ArrayValue,
    CutValue,
    DTypeValue,
    IntValue,
    OtherValue,
    SequenceValue,
    StrValue,
)


def array_value(**changes):
    fields = {
        "library": "torch",
        "type": "torch.Tensor",
        "dtype": "float32",
        "shape": (2,),
        "data": np.array([1, 2], "<f4").tobytes(),
    }
    return ArrayValue(**{**fields, **changes})


@pytest.mark.parametrize("given", [None, True, 3, 2.5, "text"])
def test_literals_are_themselves(given):
    assert make(given) is given


def test_an_authors_list_becomes_a_list_and_a_tuple_is_asked_for():
    assert make((1, (2, IntValue(digits="3")))) == [1, [2, 3]]
    pair = SequenceValue(type="tuple", items=(IntValue(digits="1"),), length=1)
    assert make(pair) == (1,)


def test_a_value_inside_a_list_may_arrive_as_a_plain_tree():
    made = make((array_value().model_dump(),))
    assert torch.equal(made[0], torch.tensor([1.0, 2.0]))


@pytest.mark.parametrize("digits", ["0", "-7", "9" * 1299, "-" + "1" + "0" * 900])
def test_ints_of_any_length(digits):
    before = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(640)
    try:
        made = make(IntValue(digits=digits))
    finally:
        sys.set_int_max_str_digits(before)
    assert made == int(digits)


@pytest.mark.parametrize(
    ("value", "made"),
    [
        (DTypeValue(library="torch", name="float32"), torch.float32),
        (DTypeValue(library="numpy", name="float32"), np.dtype("float32")),
        (DTypeValue(library="numpy", name="float32", scalar_type=True), np.float32),
        (SequenceValue(type="torch.Size", items=(), length=0), torch.Size([])),
        (SequenceValue(type="set", items=(), length=0), set()),
        (SequenceValue(type="frozenset", items=(), length=0), frozenset()),
        (SequenceValue(type="list", items=(StrValue(text="a", length=1),), length=1), ["a"]),
    ],
)
def test_everything_else_by_its_record(value, made):
    assert make(value) == made
    assert type(make(value)) is type(made)


def test_a_tensor_has_memory_of_its_own_that_can_be_written_and_grow():
    value = array_value()
    first, second = make(value), make(value)
    first[0] = 9
    first.resize_(1000)
    assert second.tolist() == [1.0, 2.0]
    assert value.data == np.array([1, 2], "<f4").tobytes()


def test_an_array_has_memory_of_its_own_that_can_be_written():
    value = array_value(library="numpy", type="numpy.ndarray")
    first = make(value)
    first[0] = 9
    assert make(value).tolist() == [1.0, 2.0]
    assert first.flags.owndata


def test_a_leaf_that_requires_grad():
    tensor = make(array_value(requires_grad=True))
    (tensor * 3).sum().backward()
    assert tensor.grad.tolist() == [3.0, 3.0]


def test_bfloat16():
    ones = torch.ones(2, dtype=torch.bfloat16)
    assert torch.equal(make(look(ones)), ones)


def test_a_numpy_scalar():
    made = make(look(np.float32(2.5)))
    assert (made, type(made)) == (2.5, np.float32)


@pytest.mark.parametrize("shape", [(), (0,), (0, 3)])
def test_scalars_and_empty_shapes(shape):
    data = b"" if 0 in shape else bytes(4)
    assert make(array_value(shape=shape, data=data)).shape == shape


def test_a_leaked_mode_does_not_get_at_it():
    class Mode(torch.overrides.TorchFunctionMode):
        def __torch_function__(self, *_args, **_kwargs):
            raise AssertionError("student code ran")

    with Mode():
        made = make(array_value(requires_grad=True))
    assert made.tolist() == [1.0, 2.0]


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(Recipe(randn=(2,)), id="recipe"),
        pytest.param(CutValue(), id="cut"),
        pytest.param(OtherValue(type="range"), id="other"),
        pytest.param(array_value(data=None, unread="too_big"), id="unread"),
    ],
)
def test_what_cannot_be_made_is_refused(given):
    with pytest.raises(ValueError, match="cannot be made into an object"):
        make(given)
