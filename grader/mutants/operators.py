"""Mistakes with operators: another one, the operands swapped, a comparison turned round."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from grader.mutants.edits import Edit, rewritten

OTHERS: Mapping[type[ast.operator], tuple[type[ast.operator], ...]] = MappingProxyType(
    {
        ast.Add: (ast.Sub,),
        ast.Sub: (ast.Add,),
        ast.Mult: (ast.MatMult, ast.Add),
        ast.MatMult: (ast.Mult,),
        ast.Div: (ast.Mult, ast.FloorDiv),
        ast.FloorDiv: (ast.Div,),
        ast.Mod: (ast.FloorDiv,),
        ast.Pow: (ast.Mult,),
        ast.BitAnd: (ast.BitOr,),
        ast.BitOr: (ast.BitAnd,),
        ast.BitXor: (ast.BitOr,),
        ast.LShift: (ast.RShift,),
        ast.RShift: (ast.LShift,),
    }
)
ORDERED = (ast.Sub, ast.Div, ast.MatMult, ast.Pow, ast.FloorDiv, ast.Mod)
"""Operators for which the order of the operands matters."""

IN_PLACE: Mapping[type[ast.operator], str] = MappingProxyType(
    {ast.Add: "add_", ast.Sub: "sub_", ast.Mult: "mul_", ast.Div: "div_"}
)
TURNED: Mapping[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = MappingProxyType(
    {
        ast.Lt: (ast.LtE, ast.GtE),
        ast.LtE: (ast.Lt, ast.Gt),
        ast.Gt: (ast.GtE, ast.LtE),
        ast.GtE: (ast.Gt, ast.Lt),
        ast.Eq: (ast.NotEq,),
        ast.NotEq: (ast.Eq,),
        ast.Is: (ast.IsNot,),
        ast.IsNot: (ast.Is,),
        ast.In: (ast.NotIn,),
        ast.NotIn: (ast.In,),
    }
)


def operators(node: ast.AST) -> Iterator[Edit]:
    """Every change of one operator of this node."""
    match node:
        case ast.BinOp():
            yield from _binary(node)
        case ast.Compare(ops=[operator]):
            for turned in TURNED[type(operator)]:
                new = ast.Compare(left=node.left, ops=[turned()], comparators=node.comparators)
                yield rewritten(node, new, "comparison")
        case ast.BoolOp():
            other = ast.And() if isinstance(node.op, ast.Or) else ast.Or()
            yield rewritten(node, ast.BoolOp(op=other, values=node.values), "operator")
        case ast.UnaryOp(op=ast.USub() | ast.Not() | ast.Invert()):
            yield rewritten(node, node.operand, "operator")
        case ast.AugAssign():
            yield from _augmented(node)


def _binary(node: ast.BinOp) -> Iterator[Edit]:
    for other in OTHERS[type(node.op)]:
        new = ast.BinOp(left=node.left, op=other(), right=node.right)
        yield rewritten(node, new, "operator")
    if isinstance(node.op, ORDERED) and ast.dump(node.left) != ast.dump(node.right):
        yield rewritten(node, ast.BinOp(node.right, node.op, node.left), "swapped")
    method = IN_PLACE.get(type(node.op))
    if method and isinstance(node.left, ast.Name):
        function = ast.Attribute(value=node.left, attr=method)
        yield rewritten(node, ast.Call(function, [node.right], []), "in-place")


def _augmented(node: ast.AugAssign) -> Iterator[Edit]:
    target, value = ast.unparse(node.target), ast.unparse(node.value)
    for other in OTHERS[type(node.op)]:
        changed = ast.AugAssign(target=node.target, op=other(), value=node.value)
        yield Edit(node, ast.unparse(changed), "operator")
    symbol = ast.unparse(ast.BinOp(ast.Name("a"), node.op, ast.Name("b")))[1:-1].strip()
    yield Edit(node, f"{target} = {target} {symbol} ({value})", "in-place")
