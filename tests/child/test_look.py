"""What `look` tells of honest objects, and that hostile ones can neither lie nor run."""

import builtins
import enum
import json
import sys
import warnings
from collections import OrderedDict, defaultdict, namedtuple
from types import SimpleNamespace

import hypothesis.extra.numpy as arrays
import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from grader import wire
from grader.child.budget import Budget
from grader.child.dtypes import NUMPY_FORM, TORCH_DTYPE, TORCH_FORM
from grader.child.look import Snapshot, look
from grader.child.make import make
from grader.model.run import Answer, FromChild, Observed
from grader.model.values import (
    ArrayValue,
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


def floats(value):
    return np.frombuffer(value.data, "<f4").reshape(value.shape).tolist()


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
            (np.integer, "type", "integer"),
        ],
    )
    def test_anything_else_is_only_named(self, found, type_name, name):
        assert look(found) == OtherValue(type=type_name, name=name)

    def test_subclasses_of_plain_types_are_only_named(self):
        point = namedtuple("Point", "x")(1)  # noqa: PYI024
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


class TestTensors:
    def test_a_plain_tensor(self):
        assert look(torch.tensor([[1.0, 2.0]])) == ArrayValue(
            library="torch",
            type="torch.Tensor",
            dtype="float32",
            shape=(1, 2),
            strides=(2, 1),
            data=np.array([1, 2], "<f4").tobytes(),
        )

    @pytest.mark.parametrize("name", TORCH_FORM)
    def test_every_dtype_that_is_read(self, name):
        tensor = torch.tensor([0, 1, 1], dtype=TORCH_DTYPE[name])
        value = look(tensor)
        assert (value.dtype, value.shape) == (name, (3,))
        raw = tensor.view(torch.uint16) if name == "bfloat16" else tensor
        assert value.data == raw.numpy().tobytes()

    @pytest.mark.parametrize("change", ["T", "step", "expand", "offset", "empty", "0-d"])
    def test_elements_are_in_c_order_whatever_the_strides(self, change):
        base = torch.arange(24.0).reshape(4, 6)
        tensor = {
            "T": base.T,
            "step": base[::2, 1::3],
            "expand": base[0].expand(5, 6),
            "offset": base[3, 4:],
            "empty": base[:0],
            "0-d": base[1, 1],
        }[change]
        value = look(tensor)
        assert floats(value) == tensor.tolist()
        assert value.strides == tensor.stride()

    def test_lazy_conjugate_and_negative_bits_are_applied(self):
        tensor = torch.tensor([1 + 2j, 3 - 4j])
        conjugate = tensor.conj()
        assert conjugate.is_conj()
        assert conjugate.imag.is_neg()
        assert look(conjugate).data == np.conj(tensor.numpy()).tobytes()
        assert floats(look(conjugate.imag)) == [-2.0, 4.0]
        assert look(torch._neg_view(torch.ones(1, dtype=torch.bfloat16))).unread == "unreadable"

    def test_autograd_facts(self):
        leaf = torch.ones(2, requires_grad=True)
        value = look(leaf * 2)
        assert (value.requires_grad, value.is_leaf, value.grad_fn) == (True, False, "MulBackward0")
        assert (look(leaf).requires_grad, look(leaf).is_leaf, look(leaf).grad_fn) == (
            True,
            True,
            None,
        )

    def test_looking_does_not_touch_the_graph_or_the_values(self):
        leaf = torch.ones(2, requires_grad=True)
        result = (leaf * 3).sum()
        look(result)
        look(leaf)
        result.backward()
        assert leaf.grad.tolist() == [3.0, 3.0]

    def test_a_parameter_is_told_as_one(self):
        value = look(torch.nn.Parameter(torch.ones(2)))
        assert (value.type, value.requires_grad) == ("torch.nn.parameter.Parameter", True)

    def test_a_claim_of_four_terabytes_is_not_read(self):
        value = look(torch.ones(1).expand(10**12))
        assert (value.shape, value.data, value.unread) == ((10**12,), None, "too_big")
        assert look(np.broadcast_to(np.float32(1), (10**12,))).unread == "too_big"

    def test_a_tensor_at_the_cap_is_read_and_one_above_is_not(self):
        assert len(look(torch.empty(8 << 20)).data) == 32 << 20
        assert look(torch.empty((8 << 20) + 1)).unread == "too_big"

    @pytest.mark.filterwarnings("ignore")
    @pytest.mark.parametrize(
        ("build", "unread"),
        [
            (lambda: torch.eye(3).to_sparse(), "sparse"),
            (lambda: torch.eye(3).to_sparse_csr(), "sparse"),
            (lambda: torch.quantize_per_tensor(torch.ones(2), 0.1, 0, torch.quint8), "quantized"),
            (lambda: torch.ones(2, device="meta"), "meta"),
            (lambda: torch.ones(2).to(torch.float8_e4m3fn), "dtype"),
            (lambda: torch.ones(2, dtype=torch.complex32), "dtype"),
            (lambda: torch.nested.nested_tensor([torch.ones(1), torch.ones(2)]), "unreadable"),
            (lambda: torch.ones(3).to_mkldnn(), "unreadable"),
            (lambda: resized_to_nothing(), "unreadable"),
            (lambda: inside(torch.vmap), "unreadable"),
            (lambda: inside(torch.func.grad), "unreadable"),
        ],
    )
    def test_what_cannot_be_read_says_why(self, build, unread):
        value = look(build())
        assert (value.kind, value.data, value.unread) == ("array", None, unread)
        assert through_the_wire(value) == value

    def test_a_jagged_tensor_is_only_named(self):
        jagged = torch.nested.nested_tensor(
            [torch.ones(1), torch.ones(2)], layout=torch.jagged
        )
        assert look(jagged).kind == "other"

    @pytest.mark.skipif(not hasattr(torch.Tensor, "refine_names"), reason="torch has no names")
    def test_a_named_tensor_is_read(self):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tensor = torch.ones(2).refine_names("N")
        assert floats(look(tensor)) == [1.0, 1.0]

    def test_more_dimensions_than_a_record_holds(self):
        assert look(torch.empty([1] * 64)).shape == (1,) * 64
        assert look(torch.empty([1] * 65)) == OtherValue(type="torch.Tensor")


def resized_to_nothing():
    tensor = torch.ones(4)
    tensor.untyped_storage().resize_(0)
    return tensor


def inside(transform):
    """A tensor that leaked out of a functorch transform."""
    leaked = []
    transform(lambda x: (leaked.append(x), x.sum())[1])(torch.ones(1))
    return leaked[0]


class TestArrays:
    @pytest.mark.parametrize("name", NUMPY_FORM)
    def test_every_dtype_that_is_read_in_either_byte_order(self, name):
        array = np.array([0, 1, 1], np.dtype(name).newbyteorder(">"))
        value = look(array)
        assert (value.dtype, value.data) == (name, array.astype(NUMPY_FORM[name]).tobytes())

    def test_negative_strides_and_order(self):
        array = np.arange(6, dtype="f4").reshape(2, 3)[::-1].T
        value = look(array)
        assert value.strides == (1, -3)
        assert floats(value) == array.tolist()

    def test_strides_that_are_no_whole_elements(self):
        packed = np.zeros(3, [("a", "i1"), ("b", "f4")])
        assert look(packed["b"]).strides is None
        assert look(packed["b"]).data == bytes(12)

    def test_writeable(self):
        array = np.ones(2)
        array.setflags(write=False)
        assert (look(array).writeable, look(np.ones(2)).writeable) == (False, True)

    @pytest.mark.parametrize(
        ("array", "dtype"),
        [
            (np.array([object()]), "object"),
            (np.array(["ab"]), "str"),
            (np.array([""], "U0"), "str"),
            (np.array([b"ab"]), "bytes"),
            (np.zeros(1, [("a", "f4")]), "void"),
            (np.array(["2020"], "datetime64[Y]"), "datetime64"),
        ],
    )
    def test_other_dtypes_are_not_read(self, array, dtype):
        value = look(array)
        assert (value.dtype, value.data, value.unread) == (dtype, None, "dtype")

    def test_scalars_are_told_as_such(self):
        value = look(np.float32(1.5))
        assert (value.type, value.shape, value.scalar) == ("numpy.float32", (), True)
        assert floats(value) == 1.5
        assert look(np.bool_(True)).type == "numpy.bool"
        assert look(np.longdouble(1)).unread == "dtype"

    @pytest.mark.parametrize(
        ("array", "name"),
        [
            (np.ma.masked_array([1.0, 2.0], [True, False]), "numpy.ma.MaskedArray"),
            (np.array([1.0, 2.0]).view(np.recarray), "numpy.recarray"),
        ],
    )
    def test_subclasses_are_read_through_the_base_class(self, array, name):
        value = look(array)
        assert value.type in (name, name.replace("ma.", "ma.core."), "numpy.rec.recarray")
        assert value.data == np.array([1.0, 2.0]).tobytes()


class Hostile:
    __len__ = __iter__ = __eq__ = __hash__ = __repr__ = __str__ = __getattribute__ = touched
    __bool__ = __index__ = __float__ = __array__ = touched


class Meta(type):
    __eq__ = __hash__ = __instancecheck__ = __subclasscheck__ = __getattribute__ = touched


class UnderMeta(metaclass=Meta):
    pass


class LyingStr(str):
    __len__ = __getitem__ = encode = __str__ = __eq__ = __hash__ = touched


class LyingInt(int):
    bit_length = __str__ = __eq__ = __hash__ = __index__ = touched


class LyingList(list):
    __len__ = __iter__ = __getitem__ = touched


class LyingDict(dict):
    __len__ = __iter__ = items = touched


class Impostor:
    @property
    def __class__(self):
        return torch.Tensor


class OverridingTensor(torch.Tensor):
    __torch_function__ = classmethod(touched)
    shape = dtype = property(touched)
    __len__ = numel = untyped_storage = stride = touched


class DispatchingTensor(torch.Tensor):
    @staticmethod
    def __new__(cls):
        return torch.Tensor._make_wrapper_subclass(
            cls, (3,), dtype=torch.float32, dispatch_sizes_strides_policy="sizes"
        )

    __torch_function__ = torch._C._disabled_torch_function_impl
    __torch_dispatch__ = classmethod(touched)


class LyingArray(np.ndarray):
    shape = dtype = strides = property(touched)
    __array_function__ = __array_ufunc__ = tobytes = view = astype = touched

    def __array_finalize__(self, other):
        if not isinstance(other, LyingArray):
            return
        touched()


class TestHostile:
    @pytest.mark.parametrize(
        "build",
        [
            pytest.param(lambda: Hostile(), id="every method"),
            pytest.param(lambda: object.__new__(UnderMeta), id="metaclass"),
            pytest.param(lambda: UnderMeta, id="class of a metaclass"),
            pytest.param(lambda: LyingStr("a"), id="str"),
            pytest.param(lambda: LyingInt(3), id="int"),
            pytest.param(lambda: LyingList([1]), id="list"),
            pytest.param(lambda: LyingDict({1: 2}), id="dict"),
            pytest.param(lambda: Impostor(), id="__class__"),
        ],
    )
    def test_is_only_named_and_never_run(self, build):
        assert look(build()).kind == "other"
        assert look([build()]).items[0].kind == "other"

    def test_a_hostile_key_is_not_hashed(self):
        class Key:
            armed = False

            def __hash__(self):
                return touched() if Key.armed else 1

            __eq__ = __repr__ = touched

        held = {Key(): 1}
        Key.armed = True
        assert look(held).entries[0][0].kind == "other"

    def test_a_name_that_lies_about_itself(self):
        kind = type("Fine", (), {"__module__": LyingStr("m" * 300)})
        kind.__qualname__ = LyingStr("q" * 300)
        value = look(kind())
        assert value.type == f"{'m' * 200}.{'q' * 200}"
        assert type(value.type) is str
        assert look(type("Odd", (), {"__module__": 7})()).type == "Odd"

    def test_a_class_that_calls_itself_tensor(self):
        kind = type("Tensor", (torch.Tensor,), {"__module__": "torch"})
        assert look(torch.ones(1).as_subclass(kind)).type == "a subclass called torch.Tensor"

    def test_instance_attributes_of_a_tensor_are_not_asked(self):
        tensor = torch.ones(2)
        for name in ("double", "clone", "data_ptr", "numel", "stride", "untyped_storage", "numpy"):
            setattr(tensor, name, touched)
        assert floats(look(tensor)) == [1.0, 1.0]

    def test_a_subclass_that_overrides_everything(self):
        value = look(torch.ones(2).as_subclass(OverridingTensor))
        assert floats(value) == [1.0, 1.0]
        assert value.type.endswith("OverridingTensor")

    def test_a_tensor_whose_size_is_python_code(self):
        assert look(DispatchingTensor()).kind == "other"

    def test_an_array_that_overrides_everything(self):
        value = look(np.ones(2, "f4").view(LyingArray))
        assert floats(value) == [1.0, 1.0]
        assert value.shape == (2,)

    def test_leaked_modes_are_not_asked(self):
        class FunctionMode(torch.overrides.TorchFunctionMode):
            __torch_function__ = touched

        class DispatchMode(torch.utils._python_dispatch.TorchDispatchMode):
            __torch_dispatch__ = touched

        tensor = torch.ones(2)
        with FunctionMode(), DispatchMode():
            value = look(tensor)
        assert floats(value) == [1.0, 1.0]

    def test_replaced_functions_are_not_asked(self, monkeypatch):
        for name in ("allclose", "equal", "prod", "is_tensor", "Tensor", "Size", "strided"):
            monkeypatch.setattr(torch, name, touched)
        for name in ("ndarray", "array", "dtype", "frombuffer", "conjugate", "prod"):
            monkeypatch.setattr(np, name, touched)
        for name in ("numpy", "stride", "shape", "dtype", "numel", "untyped_storage"):
            monkeypatch.setattr(OverridingTensor.__mro__[1], name, touched)
        seen = [look(each) for each in (ONES, ARRAY)]
        monkeypatch.undo()
        assert [floats(each) for each in seen] == [[1.0, 1.0], [1.0, 1.0]]

    def test_replaced_builtins_are_not_asked(self):
        found = [ONES, ARRAY, {"a": [1, (2, {3})]}, np.float32(1), torch.float32, 10**1000, "a"]
        expected = look(found)
        before = dict(vars(builtins))
        lies = {name: touched for name, each in before.items() if callable(each)}
        change = vars(builtins).update
        change(lies)
        try:
            value = look(found)
        finally:
            change(before)
        assert value == expected

    def test_memory_that_changes_size_meanwhile_is_not_read_out_of_bounds(self):
        tensor = torch.ones(1000)
        tensor.untyped_storage().resize_(16)
        assert look(tensor).unread == "unreadable"


ONES, ARRAY = torch.ones(2), np.ones(2, "f4")


class TestBudget:
    def test_a_list_in_itself_ends_at_the_eighth_level(self):
        held: list = []
        held.append(held)
        value, depth = look(held), 0
        while value.kind == "sequence":
            value, depth = value.items[0], depth + 1
        assert (value, depth) == (CutValue(), 8)

    def test_a_bushy_knot_stays_small(self):
        knot: list = []
        knot.extend([knot] * 50)
        assert through_the_wire(look(knot)).length == 50

    def test_a_long_list_keeps_its_beginning_and_its_length(self):
        value = look(list(range(100_000)))
        assert value.length == 100_000
        assert [item.digits for item in value.items[:3]] == ["0", "1", "2"]
        assert len(value.items) < 2000

    @pytest.mark.parametrize(
        "build",
        [
            lambda: ["\x01" * 65_536] * 3000,
            lambda: ["텐" * 65_536] * 3000,
            lambda: [10**1298] * 3000,
            lambda: [torch.empty([1] * 64)] * 3000,
            lambda: [torch.empty(8 << 20)] * 4,
            lambda: {number: {number: [None]} for number in range(3000)},
            lambda: [type("텐" * 500, (), {})()] * 3000,
            lambda: [True] * 3000,
            lambda: [[[] for _ in range(40)] for _ in range(40)],
        ],
    )
    def test_the_largest_answers_fit_a_frame(self, build):
        value = look(build())
        assert through_the_wire(value) == value

    def test_looks_of_one_answer_share_a_budget(self):
        budget = Budget()
        big = torch.empty(8 << 20)
        told = [look(big, budget) for _ in range(3)]
        assert [value.unread for value in told] == [None, None, "too_big"]

    def test_a_snapshot_is_handed_on_as_it_is_while_it_fits(self):
        kept = look([torch.ones(2), {"a": 1}])
        assert look(Snapshot(kept)) == kept
        assert look(Snapshot(kept), Budget(values=3)) == CutValue()
        assert look(Snapshot(kept), Budget(data=7)) == CutValue()


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4)
    | st.tuples(inner, inner)
    | st.dictionaries(st.text(max_size=5) | st.integers(), inner, max_size=4)
    | st.frozensets(st.integers() | st.text(max_size=5), max_size=4),
    max_leaves=12,
)
DTYPES = st.sampled_from([np.dtype(name) for name in NUMPY_FORM])
ARRAYS = DTYPES.flatmap(lambda dtype: arrays.arrays(dtype, arrays.array_shapes(min_dims=0)))


class TestRoundTrip:
    @given(PLAIN)
    def test_plain_objects_come_back_as_they_were(self, found):
        value = look(found)
        assert look(make(value)) == value == through_the_wire(value)
        json.loads(value.model_dump_json())

    @given(ARRAYS)
    def test_arrays_and_tensors_come_back_as_they_were(self, array):
        for found in (array, torch.from_numpy(array.copy())):
            value = look(found)
            assert look(make(value)) == value == through_the_wire(value)
            assert value.data == array.tobytes()

    @given(arrays.arrays("f4", (3, 4)), st.permutations(range(2)), st.sampled_from([1, -1, 2]))
    def test_any_view_reads_as_its_own_copy(self, array, order, step):
        view = array.transpose(order)[::step]
        assert look(view).data == look(view.copy()).data
        if step > 0:
            assert look(torch.from_numpy(view)).data == look(view).data
