"""A tensor as data: base-class getters and the storage's own memory, never the dispatcher.

Neither a subclass, an instance attribute, a leaked mode nor a re-registered operator is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from ctypes import c_char
from math import prod
from typing import Any, Literal

import numpy as np
import torch

from grader.child.budget import Budget
from grader.child.builtin_copy import BUILTINS
from grader.child.dtypes import TORCH_FORM, torch_dtype_name
from grader.child.typenames import type_name
from grader.model.values import MAX_DIMENSIONS, ArrayValue, OtherValue

__builtins__ = BUILTINS

MAX_ARRAY = 32 << 20
Unread = Literal["too_big", "sparse", "quantized", "meta", "dtype", "unreadable"]

_Base: Any = torch._C.TensorBase
_StorageBase: Any = torch._C.StorageBase
_shape, _dtype = _Base.shape.__get__, _Base.dtype.__get__
_device, _layout = _Base.device.__get__, _Base.layout.__get__
_requires_grad, _is_leaf = _Base.requires_grad.__get__, _Base.is_leaf.__get__
_grad_fn, _detached = _Base.grad_fn.__get__, _Base.data.__get__
_is_quantized, _is_nested = _Base.is_quantized.__get__, _Base.is_nested.__get__
_stride, _storage_offset, _cpu = _Base.stride, _Base.storage_offset, _Base.cpu
_is_conj, _is_neg, _untyped_storage = _Base.is_conj, _Base.is_neg, _Base.untyped_storage
_storage_nbytes, _storage_address = _StorageBase.nbytes, _StorageBase.data_ptr
_device_text, _layout_text = torch.device.__str__, torch.layout.__repr__
_dispatch_keys, _PYTHON = torch._C._dispatch_keys, torch._C.DispatchKey.Python
_WithoutFunctions = torch._C.DisableTorchFunction
_WithoutDispatch = torch._C._DisableTorchDispatch
_ndarray, _tobytes = np.ndarray, np.ndarray.tobytes
_conjugate, _negative = np.conjugate, np.negative
_STRIDED = torch.strided


def look_at_tensor(tensor: Any, name: str, budget: Budget) -> ArrayValue | OtherValue:  # noqa: ANN401
    """The tensor as data; `name` is that of its type.

    A tensor whose very size is Python code (`__torch_dispatch__`) or that has more dimensions
    than a record holds is only named.
    """
    with _WithoutFunctions():
        if _dispatch_keys(tensor).has(_PYTHON):
            return OtherValue(type=name)
        shape = _told(_shape, tensor)
        if shape is not None and len(shape) > MAX_DIMENSIONS:
            return OtherValue(type=name)
        return _record(tensor, name, shape, budget)


def _record(
    tensor: Any,  # noqa: ANN401
    name: str,
    shape: tuple[int, ...] | None,
    budget: Budget,
) -> ArrayValue:
    dtype = torch_dtype_name(_dtype(tensor))
    unread = _obstacle(tensor, dtype, shape, budget)
    data = _read(tensor, dtype) if unread is None else None
    node = _told(_grad_fn, tensor)
    return ArrayValue(
        library="torch",
        type=name,
        dtype=dtype,
        shape=tuple(shape or ()),
        strides=_told(_stride, tensor) if _layout(tensor) is _STRIDED else None,
        data=data,
        unread="unreadable" if data is None and unread is None else unread,
        requires_grad=_requires_grad(tensor),
        is_leaf=bool(_told(_is_leaf, tensor)),
        grad_fn=None if node is None else type_name(type(node)).rpartition(".")[2],
        device=_device_text(_device(tensor)),
        layout=_layout_text(_layout(tensor)).removeprefix("torch."),
    )


def _told(read: Callable[[Any], Any], tensor: Any) -> Any:  # noqa: ANN401
    """What a getter says, or None where the tensor cannot say it (nested, a dead transform)."""
    with suppress(RuntimeError, NotImplementedError):
        return read(tensor)
    return None


def _obstacle(
    tensor: Any,  # noqa: ANN401
    dtype: str,
    shape: tuple[int, ...] | None,
    budget: Budget,
) -> Unread | None:
    layout = _layout(tensor)
    if _is_quantized(tensor):
        return "quantized"
    if layout is not _STRIDED:
        return "sparse" if "sparse" in _layout_text(layout) else "unreadable"
    if shape is None or _is_nested(tensor):
        return "unreadable"
    if _device(tensor).type == "meta":
        return "meta"
    if dtype not in TORCH_FORM:
        return "dtype"
    size = prod(shape) * TORCH_FORM[dtype].itemsize
    return "too_big" if size > min(MAX_ARRAY, budget.data) else None


def _read(tensor: Any, dtype: str) -> bytes | None:  # noqa: ANN401
    with suppress(RuntimeError, NotImplementedError, ValueError, TypeError):
        if _device(tensor).type != "cpu":
            with _WithoutDispatch():
                tensor = _cpu(_detached(tensor))
        return _in_c_order(tensor, dtype)
    return None


def _in_c_order(tensor: Any, dtype: str) -> bytes:  # noqa: ANN401
    shape, form = tuple(_shape(tensor)), TORCH_FORM[dtype]
    if 0 in shape:
        return b""
    view = _ndarray(
        shape,
        form,
        _memory(tensor),
        _storage_offset(tensor) * form.itemsize,
        tuple(step * form.itemsize for step in _stride(tensor)),
    )
    return _tobytes(_lazily_computed(tensor, dtype, view))


def _memory(tensor: Any) -> Any:  # noqa: ANN401
    """The storage's bytes; NumPy then checks that shape and strides stay inside them."""
    storage = _untyped_storage(tensor)
    address = _storage_address(storage)
    if not address:
        raise ValueError("no memory")
    return (c_char * _storage_nbytes(storage)).from_address(address)


def _lazily_computed(tensor: Any, dtype: str, view: Any) -> Any:  # noqa: ANN401
    """The elements with torch's conjugate and negative bits applied."""
    if _is_conj(tensor):
        view = _conjugate(view)
    if _is_neg(tensor):
        if dtype == "bfloat16":
            raise ValueError("the bits of a bfloat16 cannot be negated as an integer")
        view = _negative(view)
    return view
