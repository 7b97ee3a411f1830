"""Mistakes with numbers: another constant, another shape, another axis, a slice off by one."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.mutants.edits import Edit, last_name, names, rewritten, with_call
from grader.mutants.mutant import Kind

AXES = frozenset({"dim", "axis", "dim0", "dim1", "start_dim", "end_dim"})
BY_AXIS = names(
    "unsqueeze squeeze sum mean std var max min argmax argmin cumsum softmax prod norm any all "
    "sort argsort select size flip log_softmax logsumexp transpose permute swapaxes moveaxis "
    "concatenate cat stack"
)
"""Methods and functions whose whole-number argument is an axis."""

SHAPED = names(
    "rand randn zeros ones empty full reshape view expand resize eye arange linspace randint "
    "repeat tile broadcast_to zeros_like Linear"
)
"""Functions whose whole-number arguments are a shape or a size."""


def constants(node: ast.AST) -> Iterator[Edit]:
    """Every change of one number, truth value, slice bound or axis below this node."""
    match node:
        case ast.Call():
            yield from _call(node)
        case ast.Subscript():
            yield from _subscript(node)
        case ast.List() | ast.Tuple():
            yield from _elements(node)
        case ast.BinOp():
            for side in (node.left, node.right):
                yield from _number(side)
        case ast.Compare() | ast.Return() | ast.Assign() | ast.AugAssign():
            for part in ast.iter_child_nodes(node):
                yield from _number(part)


def _call(node: ast.Call) -> Iterator[Edit]:
    name = last_name(node.func)
    for argument in node.args:
        kind: Kind = "axis" if name in BY_AXIS else "shape" if name in SHAPED else "constant"
        for edit in _number(argument):
            yield Edit(edit.node, edit.text, kind)
    for keyword in node.keywords:
        for edit in _number(keyword.value):
            yield Edit(edit.node, edit.text, "axis" if keyword.arg in AXES else "constant")
    if node.args and name in SHAPED and isinstance(node.args[0], ast.Tuple | ast.List):
        yield from _turned_shape(node, node.args[0])


def _turned_shape(node: ast.Call, shape: ast.Tuple | ast.List) -> Iterator[Edit]:
    """(2, 3) as (3, 2): every number is there, in the wrong order."""
    turned = shape.elts[::-1]
    if [*map(ast.dump, turned)] != [*map(ast.dump, shape.elts)]:
        new = type(shape)(elts=turned, ctx=ast.Load())
        yield rewritten(node, with_call(node, args=[new, *node.args[1:]]), "shape")


def _elements(node: ast.List | ast.Tuple) -> Iterator[Edit]:
    """One element of a literal, the first and the last: one in the middle is no other mistake."""
    for element in dict.fromkeys((*node.elts[:1], *node.elts[-1:])):
        yield from _number(element)


def _number(node: ast.AST) -> Iterator[Edit]:
    """A literal with another value: a truth value turned, a number one more or less."""
    literal, sign = node, 1
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        literal, sign = node.operand, -1
    if not isinstance(literal, ast.Constant) or not isinstance(node, ast.expr):
        return
    value = literal.value
    if isinstance(value, bool):
        yield Edit(node, str(not value), "constant")
    elif isinstance(value, int):
        yield Edit(node, str(sign * value + 1), "constant")
        if value > 0:
            yield Edit(node, str(sign * value - 1), "constant")
    elif isinstance(value, float):
        yield Edit(node, repr(sign * value + 1.0), "constant")
        if value:
            yield Edit(node, repr(-sign * value), "constant")


def _subscript(node: ast.Subscript) -> Iterator[Edit]:
    index = node.slice
    if isinstance(index, ast.Tuple):
        for place, part in enumerate(index.elts):
            for new in _off_by_one(part):
                elements = [*index.elts[:place], new, *index.elts[place + 1 :]]
                yield _indexed(node, ast.Tuple(elts=elements, ctx=ast.Load()))
        if len(index.elts) == 2:
            yield _indexed(node, ast.Tuple(elts=index.elts[::-1], ctx=ast.Load()))
    else:
        for new in _off_by_one(index):
            yield _indexed(node, new)


def _indexed(node: ast.Subscript, index: ast.expr) -> Edit:
    new = ast.Subscript(value=node.value, slice=index, ctx=ast.Load())
    return Edit(node, ast.unparse(new), "slice")


def _off_by_one(index: ast.expr) -> Iterator[ast.expr]:
    if not isinstance(index, ast.Slice):
        yield from _moved(index)
        return
    lower, upper, step = index.lower, index.upper, index.step
    yield from (ast.Slice(new, upper, step) for new in _moved(lower))
    yield from (ast.Slice(lower, new, step) for new in _moved(upper))
    yield from (ast.Slice(lower, upper, new) for new in _moved(step))


def _moved(bound: ast.expr | None) -> Iterator[ast.expr]:
    if bound is None:
        return
    for edit in _number(bound):
        if not isinstance(getattr(bound, "value", 0), bool):
            yield ast.parse(edit.text, mode="eval").body
