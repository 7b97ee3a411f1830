"""The value of an expression."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from grader.compare import Tolerance
from grader.errors import ExpressionError
from grader.expressions.caps import admit_bits, admit_picks, admit_shape
from grader.expressions.functions import FUNCTIONS, TOLERANT
from grader.expressions.operands import admitted, array, number, whole
from grader.expressions.products import matmul
from grader.expressions.syntax import CONSTANTS, parsed
from grader.model.message import say

Two = Callable[[Any, Any], Any]
MAX_INT_EXPONENT = 4096

ARITHMETIC: Mapping[type[ast.operator], Two] = MappingProxyType(
    {
        ast.Add: operator.add,
        ast.Sub: operator.sub,
        ast.Mult: operator.mul,
        ast.Div: operator.truediv,
        ast.FloorDiv: operator.floordiv,
        ast.Mod: operator.mod,
        ast.Pow: operator.pow,
        ast.BitAnd: operator.and_,
        ast.BitOr: operator.or_,
        ast.BitXor: operator.xor,
    }
)
COMPARISONS: Mapping[type[ast.cmpop], Two] = MappingProxyType(
    {
        ast.Eq: operator.eq,
        ast.NotEq: operator.ne,
        ast.Lt: operator.lt,
        ast.LtE: operator.le,
        ast.Gt: operator.gt,
        ast.GtE: operator.ge,
    }
)
FAILURES = (
    *(ArithmeticError, AttributeError, IndexError, MemoryError, TypeError, ValueError),
    *(np.linalg.LinAlgError, RecursionError, Warning),
)


def evaluate(
    text: str, values: Mapping[str, object], *, tolerance: Tolerance | None = None
) -> object:
    """The value of an expression over those values, which are as `operand` gives them.

    `tolerance` is what `allclose` and `isclose` allow where the expression gives none; without it
    the dtypes of their arguments decide. ExpressionError says why there is no value: the text is
    not of the language, or these values do not go together.
    """
    tree = parsed(text)
    try:
        with np.errstate(all="ignore"):
            return _Evaluation(values, tolerance).of(tree)
    except FAILURES as error:
        why = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        raise ExpressionError(say("{why}", why=why)) from error


def truth(value: object) -> bool:
    """A single truth value; ExpressionError for anything else."""
    one = value[()] if isinstance(value, np.ndarray) and value.ndim == 0 else value
    if isinstance(one, (bool, np.bool_)):
        return bool(one)
    if isinstance(value, np.ndarray) and value.dtype.kind == "b":
        raise ExpressionError(say("it gives an array of bools; put all(...) or any(...) around it"))
    raise ExpressionError(say("it gives a value that is neither true nor false"))


class _Evaluation:
    def __init__(self, values: Mapping[str, object], tolerance: Tolerance | None) -> None:
        self._values = values
        self._tolerance = tolerance

    def of(self, node: ast.expr) -> Any:  # noqa: ANN401
        match node:
            case ast.Constant():
                return node.value
            case ast.Name():
                return self._name(node.id)
            case ast.Tuple() | ast.List():
                return tuple(self.of(each) for each in node.elts)
            case ast.BinOp():
                return self._binary(node.op, number(self.of(node.left)), self.of(node.right))
            case ast.UnaryOp():
                return self._unary(node.op, self.of(node.operand))
            case ast.BoolOp():
                return self._logic(node)
            case ast.Compare():
                return self._compare(node)
            case ast.Subscript():
                return self._item(self.of(node.value), node.slice)
            case ast.Attribute():
                return _attribute(self.of(node.value), node.attr)
            case ast.Call(func=ast.Name(id=name)):
                return self._call(name, node)
        raise TypeError(type(node).__name__)

    def _name(self, name: str) -> object:
        if name in self._values:
            return self._values[name]
        if name in CONSTANTS:
            return CONSTANTS[name]
        raise ExpressionError(say("there is no value called `{name}`", name=name))

    def _binary(self, op: ast.operator, left: Any, other: object) -> Any:  # noqa: ANN401
        right = number(other)
        if isinstance(op, ast.MatMult):
            return matmul(left, right)
        if isinstance(op, ast.Pow) and type(left) is int and type(right) is int:
            admit_bits(left.bit_length() * min(abs(right), MAX_INT_EXPONENT + 1))
        admit_shape(np.broadcast_shapes(np.shape(left), np.shape(right)))
        return admitted(ARITHMETIC[type(op)](left, right))

    def _unary(self, op: ast.unaryop, value: object) -> Any:  # noqa: ANN401
        if isinstance(op, ast.Not):
            return not truth(value)
        if isinstance(op, ast.Invert):
            return np.logical_not(array(value)) if _is_bool(value) else ~number(value)
        return -number(value) if isinstance(op, ast.USub) else +number(value)

    def _logic(self, node: ast.BoolOp) -> bool:
        parts = (truth(self.of(each)) for each in node.values)
        return all(parts) if isinstance(node.op, ast.And) else any(parts)

    def _compare(self, node: ast.Compare) -> Any:  # noqa: ANN401
        values = [self.of(each) for each in (node.left, *node.comparators)]
        pairs = zip(node.ops, values, values[1:], strict=False)
        results = [_compared(COMPARISONS[type(op)], *pair) for op, *pair in pairs]
        return results[0] if len(results) == 1 else all(map(truth, results))

    def _item(self, value: object, index: ast.expr) -> Any:  # noqa: ANN401
        if isinstance(value, tuple):
            at = self._index(index)
            return value[at] if isinstance(at, slice) else value[whole(at)]
        elements, at = array(value), self._index(index)
        admit_picks(elements.shape, at if isinstance(at, tuple) else (at,))
        return elements[at]

    def _index(self, node: ast.expr) -> Any:  # noqa: ANN401
        if isinstance(node, ast.Tuple):
            return tuple(self._index(each) for each in node.elts)
        if isinstance(node, ast.List):
            return array(self.of(node))
        if isinstance(node, ast.Slice):
            ends = (node.lower, node.upper, node.step)
            return slice(*(None if end is None else whole(self.of(end)) for end in ends))
        value = self.of(node)
        if value is None or value is ... or isinstance(value, np.ndarray):
            return value
        return whole(value)

    def _call(self, name: str, node: ast.Call) -> Any:  # noqa: ANN401
        args = [self.of(each) for each in node.args]
        named = {str(each.arg): self.of(each.value) for each in node.keywords}
        if name in TOLERANT:
            return TOLERANT[name].run(*args, **named, tolerance=self._tolerance)
        return admitted(FUNCTIONS[name].run(*args, **named))


def _is_bool(value: object) -> bool:
    return isinstance(value, bool) or getattr(value, "dtype", None) == np.bool_


def _compared(compare: Two, left: Any, right: Any) -> Any:  # noqa: ANN401
    plain = (str, tuple, type(None))
    if isinstance(left, plain) and isinstance(right, plain):
        return compare(left, right)
    left, right = number(left), number(right)
    admit_shape(np.broadcast_shapes(np.shape(left), np.shape(right)))
    return compare(left, right)


def _attribute(value: object, name: str) -> Any:  # noqa: ANN401
    return getattr(array(value), name)
