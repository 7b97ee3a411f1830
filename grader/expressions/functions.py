"""The functions that an expression may call, by their bare names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np

from grader.compare import Array
from grader.errors import ExpressionError
from grader.expressions import making
from grader.expressions.caps import admit_shape, admit_sides
from grader.expressions.closeness import allclose, array_equal, isclose
from grader.expressions.operands import array
from grader.expressions.products import cross, dot, matmul, outer
from grader.model.message import say

Run = Callable[..., Any]


@dataclass(frozen=True)
class Function:
    """`least` to `most` arguments, and keywords; it takes operands and gives one."""

    run: Run
    least: int = 1
    most: int = 1
    keywords: frozenset[str] = field(default_factory=frozenset)


def _each(function: Run, count: int = 1) -> Function:
    """An element-wise function of that many arrays."""

    def run(*given: object) -> object:
        arrays = tuple(map(array, given))
        admit_shape(np.broadcast_shapes(*(each.shape for each in arrays)))
        return function(*arrays)

    return Function(run, count, count)


def _along(function: Run, *more: str, empty: bool = True) -> Function:
    """A function of one array, over all of it or along an axis."""

    def run(given: object, *axis: object, **keywords: object) -> object:
        elements = array(given)
        if not elements.size and not empty:
            raise ExpressionError(say("an array is empty"))
        return function(elements, *axis, **keywords)

    return Function(run, 1, 2, frozenset({"axis", *more}))


def _spread(function: Run) -> Run:
    """A standard deviation or variance, refused where NumPy would divide by nothing."""

    def run(
        elements: Array,
        axis: Any = None,  # noqa: ANN401
        ddof: float = 0,
        keepdims: bool = False,
    ) -> object:
        if elements.size == 0 or np.size(elements, axis) <= ddof:
            raise ExpressionError(say("an array has too few elements"))
        return function(elements, axis=axis, ddof=ddof, keepdims=keepdims)

    return run


def _shaped(function: Run, most: int = 1, *keywords: str) -> Function:
    """A function whose first argument is an array; the others are taken as they are."""

    def run(given: object, *more: object, **named: object) -> object:
        return function(array(given), *more, **named)

    return Function(run, 1, most, frozenset(keywords))


def _linear(function: Run, count: int = 1, most: int | None = None, *keywords: str) -> Function:
    """A decomposition, or what takes as long: of small matrices only."""

    def run(*given: object, **named: object) -> object:
        matrices = tuple(map(_matrix, given[:count]))
        return function(*matrices, *given[count:], **named)

    return Function(run, count, most or count, frozenset(keywords))


def _matrix(given: object) -> Array:
    matrix = array(given)
    admit_sides(matrix.shape)
    return matrix.astype(np.float32) if matrix.dtype == np.float16 else matrix


def _norm(given: object, *more: Any, **named: Any) -> Any:  # noqa: ANN401
    elements = array(given)
    order = more[0] if more else named.get("ord")
    if order in (2, -2, "nuc") and elements.ndim > 1:
        admit_sides(elements.shape)
    return np.linalg.norm(elements, *more, **named)


def _length(given: object) -> int:
    return len(given) if isinstance(given, (tuple, str)) else len(array(given))


_ELEMENTWISE = (
    *("abs", "sqrt", "exp", "log", "log2", "log10", "log1p", "expm1", "sin", "cos", "tan"),
    *("arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "sign", "floor", "ceil", "square"),
    *("isnan", "isinf", "isfinite", "real", "imag", "conj", "angle"),
)
_OVER_ALL = ("sum", "prod", "all", "any", "count_nonzero")
_NOT_EMPTY = ("mean", "max", "min", "median")

FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {
        **{name: _each(getattr(np, name)) for name in _ELEMENTWISE},
        **{name: _each(getattr(np, name), 2) for name in ("maximum", "minimum", "hypot")},
        **{name: _along(getattr(np, name), "keepdims") for name in _OVER_ALL},
        **{name: _along(getattr(np, name), "keepdims", empty=False) for name in _NOT_EMPTY},
        **{name: _along(_spread(getattr(np, name)), "keepdims", "ddof") for name in ("std", "var")},
        **{name: _along(getattr(np, name), empty=False) for name in ("argmax", "argmin")},
        **{name: _along(getattr(np, name)) for name in ("sort", "argsort", "cumsum", "cumprod")},
        **{name: _shaped(getattr(np, name), 2, "k") for name in ("tril", "triu")},
        "diag": Function(making.diag, 1, 2, frozenset({"k"})),
        "trace": _shaped(np.trace),
        "diff": _shaped(np.diff, 1, "axis"),
        "unique": _shaped(np.unique, 1, "axis"),
        "flip": _shaped(np.flip, 2, "axis"),
        "transpose": _shaped(np.transpose, 2),
        "swapaxes": Function(lambda x, *axes: np.swapaxes(array(x), *axes), 3, 3),
        "reshape": Function(lambda x, shape: np.reshape(array(x), shape), 2, 2),
        "ravel": _shaped(np.ravel),
        "round": _shaped(np.round, 2),
        "clip": _each(np.clip, 3),
        "where": _each(np.where, 3),
        "len": Function(_length),
        "concatenate": Function(making.concatenate, 1, 2, frozenset({"axis"})),
        "stack": Function(making.stack, 1, 2, frozenset({"axis"})),
        "arange": Function(making.arange, 1, 3),
        "linspace": Function(making.linspace, 3, 3),
        "zeros": Function(making.zeros),
        "ones": Function(making.ones),
        "eye": Function(making.eye, 1, 2),
        "dot": Function(dot, 2, 2),
        "matmul": Function(matmul, 2, 2),
        "outer": Function(outer, 2, 2),
        "cross": Function(cross, 2, 2),
        "norm": Function(_norm, 1, 3, frozenset({"ord", "axis", "keepdims"})),
        "det": _linear(np.linalg.det),
        "inv": _linear(np.linalg.inv),
        "pinv": _linear(np.linalg.pinv),
        "rank": _linear(np.linalg.matrix_rank, 1, 2),
        "eigvals": _linear(np.linalg.eigvals),
        "eigvalsh": _linear(np.linalg.eigvalsh),
        "svdvals": _linear(lambda x: np.linalg.svd(x, compute_uv=False)),
        "solve": _linear(np.linalg.solve, 2),
        "array_equal": Function(array_equal, 2, 2),
    }
)
"""Those that need no tolerance. The linear algebra is of matrices of at most 600 rows."""

TOLERANT: Mapping[str, Function] = MappingProxyType(
    {
        name: Function(function, 2, 2, frozenset({"rtol", "atol", "equal_nan"}))
        for name, function in (("allclose", allclose), ("isclose", isclose))
    }
)
"""Those that are given the tolerance of the values as `tolerance`."""
