"""The program's text has at most so many assignments, indexing operations, calls or statements."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from grader.checkers.base import SourceChecker
from grader.model.base import Model
from grader.model.message import Message, Part, say_count
from grader.model.submission import Program
from grader.model.targets import Dotted
from grader.model.verdict import Verdict, failed, passed
from grader.syntax.code import nodes_in
from grader.syntax.looking import Text, text_of

Kind = Literal["assignments", "subscripts", "calls", "statements"]
Place = tuple[int, int]
OF_AUTOGRAD = frozenset({"requires_grad_", "detach_", "share_memory_"})
WRITERS = frozenset({"fill", "put", "itemset", "copyto", "fill_diagonal", "put_along_axis"})
_DEFINES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


class Rules(Model):
    """`of`: what is counted. `assignments`: each target counts, `a = b = 0` and `a, b = 0, 1` are
    two; so does each call that writes into an array, such as `x.fill_(1)`. `subscripts`: each
    `a[...]`, less `a.shape[...]`. `calls`: each `f(...)`. `statements`: all but `def` lines,
    docstrings, `pass`, `import` and `global`.
    `most`: how many there may be.
    `within`: in this function (`f`, `Net.forward`), with all functions of the program that it
    calls, or in the statements that bind this variable.
    """

    of: Kind
    most: Annotated[int, Field(ge=0)]
    within: Dotted


def judge(program: Program, rules: Rules) -> Verdict:
    """A function with no more than that passes."""
    text = text_of(program, rules.within)
    if isinstance(text, Verdict):
        return text
    places = list(_places(text, rules.of))
    if len(places) <= rules.most:
        return passed()
    return failed(_counted(len(places), rules, text.where(*places[rules.most])))


def _places(text: Text, kind: Kind) -> Iterator[Place]:
    for cell, root in text.scope.pieces:
        for node in nodes_in(root):
            for _ in range(_count(node, kind)):
                yield cell, _line(node)


def _line(node: ast.AST) -> int:
    placed = node.target if isinstance(node, ast.comprehension) else node
    return int(getattr(placed, "lineno", 1))


def _count(node: ast.AST, kind: Kind) -> int:
    match kind:
        case "assignments":
            return _assignments(node)
        case "subscripts":
            return int(isinstance(node, ast.Subscript) and not _is_shape(node.value))
        case "calls":
            return int(isinstance(node, ast.Call))
        case "statements":
            return int(_is_statement(node))


def _assignments(node: ast.AST) -> int:
    match node:
        case ast.Assign(targets=targets):
            return sum(map(_targets, targets))
        case ast.AugAssign() | ast.NamedExpr():
            return 1
        case ast.AnnAssign(value=value):
            return int(value is not None)
        case ast.For(target=target) | ast.comprehension(target=target):
            return _targets(target)
        case ast.Call():
            return int(_writes(node))
    return 0


def _writes(node: ast.Call) -> bool:
    """Whether by its name, or by `out=`, the call writes into an array that there is."""
    if any(keyword.arg == "out" for keyword in node.keywords):
        return True
    called = node.func
    if not isinstance(called, (ast.Attribute, ast.Name)):
        return False
    name = called.attr if isinstance(called, ast.Attribute) else called.id
    in_place = name.endswith("_") and not name.endswith("__") and name not in OF_AUTOGRAD
    return in_place or name in WRITERS


def _targets(target: ast.expr) -> int:
    if isinstance(target, (ast.Tuple, ast.List)):
        return sum(map(_targets, target.elts))
    return 1


def _is_shape(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "shape"


def _is_statement(node: ast.AST) -> bool:
    nothing = (ast.Pass, ast.Import, ast.ImportFrom, ast.Global, ast.Nonlocal)
    if not isinstance(node, ast.stmt) or isinstance(node, (*_DEFINES, *nothing)):
        return False
    return not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))


def _counted(count: int, rules: Rules, where: Message) -> Message:
    parts: dict[str, Part] = {"name": rules.within, "most": rules.most, "where": where}
    match rules.of:
        case "assignments":
            return say_count(
                "`{name}` makes {count} assignment, but at most {most} may be made. The first one "
                "too many is at {where}.",
                "`{name}` makes {count} assignments, but at most {most} may be made. The first one "
                "too many is at {where}.",
                count,
                **parts,
            )
        case "subscripts":
            return say_count(
                "`{name}` indexes {count} time ([...]), but at most {most} is allowed. The first "
                "one too many is at {where}.",
                "`{name}` indexes {count} times ([...]), but at most {most} is allowed. The first "
                "one too many is at {where}.",
                count,
                **parts,
            )
        case "calls":
            return say_count(
                "`{name}` makes {count} call, but at most {most} may be made. The first one too "
                "many is at {where}.",
                "`{name}` makes {count} calls, but at most {most} may be made. The first one too "
                "many is at {where}.",
                count,
                **parts,
            )
        case "statements":
            return say_count(
                "`{name}` has {count} statement, but at most {most} may be there. The first one "
                "too many is at {where}.",
                "`{name}` has {count} statements, but at most {most} may be there. The first one "
                "too many is at {where}.",
                count,
                **parts,
            )


checker = SourceChecker(Rules, judge)
