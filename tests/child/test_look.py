"""What `look` tells of plain Python objects and of dtypes."""

import enum
import sys
from collections import OrderedDict, defaultdict, namedtuple
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from pydantic import TypeAdapter

from grader import wire
from grader.child.dtypes import NUMPY_FORM
from grader.child.look import look
from grader.model.run import Answer, FromChild, Observed
from grader.model.values import (
    BoolValue,
    ComplexValue,
    CutValue,
    DictValue,
    DTypeValue,
    FloatValue,
    IntValue,
    NoneValue,
    OtherValue,
    SequenceValue,
    StrValue,
    Value,
)

FROM_CHILD: TypeAdapter[FromChild] = TypeAdapter(FromChild)


def touched(*_args, **_kwargs):
    raise AssertionError("student code ran")


def through_the_wire(value):
    """The value as the parent gets it."""
    answer = Answer(id="0" * 32, outcome=Observed(seen={"value": value.model_dump()}))
    got = wire.decode_as(FROM_CHILD, wire.encode(answer))
    return TypeAdapter(Value).validate_python(got.outcome.seen["value"])


class TestPlainPython:
    @pytest.mark.parametrize(
        ("found", "value"),
        [
            (None, NoneValue()),
            (True, BoolValue(value=True)),
            (0, IntValue(digits="0")),
            (-12, IntValue(digits="-12")),
            (1.5, FloatValue(hex="0x1.8000000000000p+0")),
            (float("-inf"), FloatValue(hex="-inf")),
            (-0.0, FloatValue(hex="-0x0.0p+0")),
            (2j, ComplexValue(real=FloatValue(hex="0x0.0p+0"), imag=FloatValue(hex=(2.0).hex()))),
            ("텐서", StrValue(text="텐서", length=2)),
            ("a\ud800b", StrValue(text="a?b", length=3)),
            ([], SequenceValue(type="list", items=(), length=0)),
            ((1,), SequenceValue(type="tuple", items=(IntValue(digits="1"),), length=1)),
            ({}, DictValue(entries=(), length=0)),
            (
                {"a": None},
                DictValue(entries=((StrValue(text="a", length=1), NoneValue()),), length=1),
            ),
            (
                torch.Size([2]),
                SequenceValue(type="torch.Size", items=(IntValue(digits="2"),), length=1),
            ),
        ],
    )
    def test_is_told_exactly(self, found, value):
        assert look(found) == value
        assert through_the_wire(value) == value

    def test_nan_is_a_float(self):
        assert look(float("nan")) == FloatValue(hex="nan")

    def test_a_set_comes_in_one_order(self):
        numbers = look({10, 9, -1, 2.5, "b", "a", None})
        assert [item.kind for item in numbers.items][:4] == ["int", "float", "int", "int"]
        assert [item.text for item in numbers.items[4:6]] == ["a", "b"]
        assert numbers.type == "set"
        assert look(frozenset({3})).type == "frozenset"

    def test_a_long_text_is_cut_and_keeps_its_length(self):
        value = look("x" * 70_000)
        assert (len(value.text), value.length) == (65_536, 70_000)

    def test_ints_to_1299_digits_are_exact_and_longer_ones_are_cut(self):
        assert look(10**1298).digits == "1" + "0" * 1298
        assert look(-(10**1299 - 1)).digits == "-" + "9" * 1299
        assert look(10**1299) == CutValue()
        assert look(1 << 3_400_000) == CutValue()

    def test_the_interpreters_own_limit_on_digits_changes_nothing(self):
        before = sys.get_int_max_str_digits()
        sys.set_int_max_str_digits(640)
        try:
            value = look(-(10**1200))
        finally:
            sys.set_int_max_str_digits(before)
        assert value.digits == "-1" + "0" * 1200

    @pytest.mark.parametrize(
        ("found", "type_name", "name"),
        [
            (len, "builtin_function_or_method", "len"),
            (touched, "function", "touched"),
            (np, "module", "numpy"),
            (int, "type", "int"),
            (range(3), "range", None),
            (ValueError("no"), "ValueError", None),
            ((each for each in ()), "generator", None),
            (SimpleNamespace(), "types.SimpleNamespace", None),
            (OrderedDict(), "collections.OrderedDict", None),
            (defaultdict(int), "collections.defaultdict", None),
            (..., "ellipsis", None),
            (b"bytes", "bytes", None),
            (np.integer, "type", "numpy.integer"),
            (torch.Tensor, "torch._C._TensorMeta", "torch.Tensor"),
        ],
    )
    def test_anything_else_is_only_named(self, found, type_name, name):
        assert look(found) == OtherValue(type=type_name, name=name)

    def test_subclasses_of_plain_types_are_only_named(self):
        point = namedtuple("Point", "x")(1)
        colour = enum.IntEnum("Colour", "RED").RED
        assert look(point).kind == look(colour).kind == "other"


class TestDTypes:
    def test_each_library_and_scalar_types_are_told_apart(self):
        assert look(torch.float32) == DTypeValue(library="torch", name="float32")
        assert look(np.dtype(">f4")) == DTypeValue(library="numpy", name="float32")
        assert look(np.float64) == DTypeValue(library="numpy", name="float64", scalar_type=True)
        assert look(np.dtype([("a", "f4")])) == DTypeValue(library="numpy", name="void")

    @pytest.mark.parametrize("name", NUMPY_FORM)
    def test_names_are_numpys_own(self, name):
        assert look(np.dtype(name)).name == np.dtype(name).name == name
