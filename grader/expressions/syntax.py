"""What an expression may consist of: found when a set is loaded, before there are any values."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType

from grader.errors import ExpressionError
from grader.expressions.caps import MAX_DEPTH, MAX_TEXT, admit_bits
from grader.expressions.functions import FUNCTIONS, TOLERANT, Function
from grader.model.message import Message, say
from grader.nearest import nearest

ATTRIBUTES = ("T", "shape", "ndim", "size", "real", "imag")
CONSTANTS: Mapping[str, float] = MappingProxyType(
    {"pi": 3.141592653589793, "e": 2.718281828459045, "inf": float("inf"), "nan": float("nan")}
)
ALLOWED = (
    *(ast.Expression, ast.Constant, ast.Name, ast.Load, ast.Tuple, ast.List, ast.Slice),
    *(ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.Subscript, ast.Attribute, ast.Call),
    *(ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.MatMult),
    *(ast.BitAnd, ast.BitOr, ast.BitXor, ast.USub, ast.UAdd, ast.Invert, ast.Not),
    *(ast.And, ast.Or, ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.keyword),
)


def check(text: str, names: Collection[str]) -> None:
    """ExpressionError if the text is no expression of this language over those names."""
    tree = parsed(text)
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and id(node) not in called:
            _known(node.id, names)


def conditions(text: str) -> tuple[str, ...]:
    """What must hold, one by one, for an expression to be true: the parts that `and` joins."""
    tree = parsed(text)
    if not isinstance(tree, ast.BoolOp) or not isinstance(tree.op, ast.And):
        return (text,)
    return tuple(map(ast.unparse, tree.values))


def names_in(text: str) -> frozenset[str]:
    """Every name in the expression, functions included."""
    return frozenset(node.id for node in ast.walk(parsed(text)) if isinstance(node, ast.Name))


def parsed(text: str) -> ast.expr:
    """The expression as a tree of allowed parts only; ExpressionError if it has others."""
    if len(text) > MAX_TEXT:
        raise ExpressionError(say("it is longer than {most} characters", most=MAX_TEXT))
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        why = getattr(error, "msg", None) or "it is nested too deeply"
        raise ExpressionError(say("it is not an expression: {why}", why=str(why))) from error
    for depth, node in _nodes(tree):
        if depth > MAX_DEPTH:
            raise ExpressionError(say("it is nested too deeply"))
        fault = _fault(node)
        if fault is not None:
            raise ExpressionError(fault)
    return tree


def _nodes(tree: ast.AST) -> Iterator[tuple[int, ast.AST]]:
    left = [(0, tree)]
    while left:
        depth, node = left.pop()
        yield depth, node
        left.extend((depth + 1, below) for below in ast.iter_child_nodes(node))


def _known(name: str, names: Collection[str]) -> None:
    if name in names or name in CONSTANTS:
        return
    close = nearest(name, (*names, *CONSTANTS))
    if close is None:
        raise ExpressionError(say("`{name}` is not among the names of the probe", name=name))
    raise ExpressionError(
        say(
            "`{name}` is not among the names of the probe (did you mean `{close}`?)",
            name=name,
            close=close,
        )
    )


def _fault(node: ast.AST) -> Message | None:
    if isinstance(node, ast.Call):
        return _call(node)
    if isinstance(node, ast.Attribute) and node.attr not in ATTRIBUTES:
        return say(
            "the attribute .{name} is not allowed; these are: {known}",
            name=node.attr,
            known=tuple(f".{each}" for each in ATTRIBUTES),
        )
    if isinstance(node, ast.Constant):
        return _constant(node.value)
    if isinstance(node, ALLOWED):
        return None
    return say("{what} is not allowed in an expression", what=type(node).__name__)


def _constant(value: object) -> Message | None:
    if isinstance(value, int):
        admit_bits(value.bit_length())
    if value is None or value is ... or isinstance(value, (int, float, complex, str)):
        return None
    return say("{what} is not allowed in an expression", what=type(value).__name__)


def _call(node: ast.Call) -> Message | None:
    if not isinstance(node.func, ast.Name):
        return say("functions are called by their bare names: norm(x), not np.linalg.norm(x)")
    name = node.func.id
    function = FUNCTIONS.get(name) or TOLERANT.get(name)
    if function is None:
        return _unknown_function(name)
    return _arguments(node, name, function)


def _unknown_function(name: str) -> Message:
    close = nearest(name, (*FUNCTIONS, *TOLERANT))
    if close is None:
        known = tuple(sorted((*FUNCTIONS, *TOLERANT)))
        return say("there is no function `{name}`; these are: {known}", name=name, known=known)
    return say("there is no function `{name}` (did you mean `{close}`?)", name=name, close=close)


def _arguments(node: ast.Call, name: str, function: Function) -> Message | None:
    given = [each.arg for each in node.keywords]
    if any(isinstance(each, ast.Starred) for each in node.args) or None in given:
        return say("arguments are written out, without * and **")
    if not function.least <= len(node.args) <= function.most:
        return say(
            "{name}() takes {least} to {most} arguments here, and {count} are given",
            name=name,
            least=function.least,
            most=function.most,
            count=len(node.args),
        )
    for each in given:
        if each not in function.keywords:
            known = tuple(sorted(function.keywords)) or say("none")
            return say(
                "{name}() has no keyword `{key}` here; it has {known}",
                name=name,
                key=str(each),
                known=known,
            )
    if ("rtol" in given) != ("atol" in given):
        return say("rtol and atol are given together, or not at all")
    return None
