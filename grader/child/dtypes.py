"""The dtypes whose elements are read, and their names, which NumPy and torch share."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import torch

from grader.child.builtin_copy import BUILTINS

__builtins__ = BUILTINS

_KIND_NAMES = MappingProxyType(
    {"i": "int", "u": "uint", "f": "float", "c": "complex", "M": "datetime", "m": "timedelta"}
)
_SIZELESS = MappingProxyType({"b": "bool", "O": "object", "S": "bytes", "U": "str", "V": "void"})
_INTEGERS = [f"{sign}int{bits}" for sign in ("", "u") for bits in (8, 16, 32, 64)]
_NAMES = ("bool", *_INTEGERS, "float16", "float32", "float64", "complex64", "complex128")

# By dtype name: how the elements lie in a little-endian buffer. NumPy has no bfloat16: its bits.
NUMPY_FORM: Mapping[str, np.dtype] = MappingProxyType(
    {name: np.dtype(name).newbyteorder("<") for name in _NAMES}
)
TORCH_FORM: Mapping[str, np.dtype] = MappingProxyType({**NUMPY_FORM, "bfloat16": np.dtype("<u2")})
TORCH_DTYPE: Mapping[str, torch.dtype] = MappingProxyType(
    {name: getattr(torch, name) for name in TORCH_FORM}
)
_torch_repr = torch.dtype.__repr__


def torch_dtype_name(dtype: torch.dtype) -> str:
    """`float32`, not `torch.float32`."""
    return _torch_repr(dtype).removeprefix("torch.")


def numpy_dtype_name(dtype: np.dtype) -> str:
    """NumPy's own name of the dtype, without asking `dtype.name`, which is Python and patchable."""
    if dtype.kind in _KIND_NAMES:
        return f"{_KIND_NAMES[dtype.kind]}{8 * dtype.itemsize}"
    return _SIZELESS.get(dtype.kind, "?")


# Classes such as numpy.float64; several can have one name (numpy.longlong, numpy.int64).
SCALAR_TYPES: Mapping[type, str] = MappingProxyType(
    {kind: numpy_dtype_name(np.dtype(kind)) for kind in np.sctypeDict.values()}
)
