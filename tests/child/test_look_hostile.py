"""Hostile objects can neither lie to `look` nor run while it looks."""

import builtins

import numpy as np
import pytest
import torch

from grader.child.look import look


def touched(*_args, **_kwargs):
    raise AssertionError("student code ran")


def floats(value):
    return np.frombuffer(value.data, "<f4").reshape(value.shape).tolist()


class Hostile:
    __len__ = __iter__ = __eq__ = __hash__ = __repr__ = __str__ = __getattribute__ = touched
    __bool__ = __index__ = __float__ = __array__ = touched


class Meta(type):
    __eq__ = __hash__ = __instancecheck__ = __subclasscheck__ = __getattribute__ = touched


class UnderMeta(metaclass=Meta):
    pass


class LyingStr(str):
    __slots__ = ()
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
