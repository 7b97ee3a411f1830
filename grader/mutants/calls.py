"""Mistakes with calls: left out, another function, arguments swapped or left out."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from grader.mutants.edits import Edit, is_library, last_name, names, renamed, rewritten, with_call
from grader.mutants.mutant import Kind

DROPPED: Mapping[str, Kind] = MappingProxyType(
    {
        **dict.fromkeys(("clone", "copy", "contiguous"), "copy-share"),
        **dict.fromkeys(
            names(
                "detach numpy item float double long int half unsqueeze squeeze t transpose "
                "permute flatten ravel tolist sum mean abs sqrt exp log relu sigmoid reshape "
                "view sort astype to type conj softmax"
            ),
            "dropped-call",
        ),
    }
)
"""Methods without which an array is what it was before."""

OTHERS: Mapping[str, tuple[Kind, tuple[str, ...]]] = MappingProxyType(
    {
        "from_numpy": ("copy-share", ("tensor",)),
        "as_tensor": ("copy-share", ("tensor",)),
        "tensor": ("copy-share", ("as_tensor",)),
        "asarray": ("copy-share", ("array",)),
        "array": ("copy-share", ("asarray",)),
        "rand": ("random", ("zeros", "ones", "randn")),
        "randn": ("random", ("zeros", "rand")),
        "zeros": ("random", ("ones",)),
        "ones": ("random", ("zeros",)),
        "zeros_like": ("random", ("ones_like",)),
        "ones_like": ("random", ("zeros_like",)),
        "sum": ("other-function", ("mean",)),
        "mean": ("other-function", ("sum",)),
        "max": ("other-function", ("min",)),
        "min": ("other-function", ("max",)),
        "argmax": ("other-function", ("argmin",)),
        "argmin": ("other-function", ("argmax",)),
        "std": ("other-function", ("var",)),
        "var": ("other-function", ("std",)),
        "dot": ("other-function", ("multiply",)),
        "matmul": ("other-function", ("multiply",)),
        "multiply": ("other-function", ("add",)),
        "det": ("other-function", ("inv",)),
        "inv": ("other-function", ("pinv",)),
        "reshape": ("other-function", ("flatten",)),
        "size": ("other-function", ("numel",)),
        "add_": ("in-place", ("add",)),
        "mul_": ("in-place", ("mul",)),
        "sub_": ("in-place", ("sub",)),
        "add": ("in-place", ("add_",)),
        "mul": ("in-place", ("mul_",)),
        "sub": ("in-place", ("sub_",)),
    }
)
ATTRIBUTES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"shape": ("ndim",), "ndim": ("shape",), "T": (), "dtype": ("device",), "grad": ("data",)}
)
DTYPES: Mapping[str, str] = MappingProxyType(
    {
        "float32": "float64",
        "float64": "float32",
        "float": "float64",
        "double": "float32",
        "int64": "float32",
        "long": "float32",
        "int32": "int64",
        "int": "int64",
        "bool": "int64",
        "complex64": "complex128",
        "complex128": "complex64",
    }
)
FLOATING = names("rand randn zeros ones eye linspace")
OF_NUMBERS = names("tensor array arange")
"""Functions that choose a dtype by themselves: floating, or as their arguments are."""

WITHOUT_ARGUMENTS = frozenset({"numel", "flatten"})
SHARING = frozenset({"numpy", "view", "detach", "transpose", "permute", "expand", "squeeze"})
"""Methods that give a view. Adding zero to one makes a copy, in NumPy as in torch."""

TELLING = names(
    "requires_grad dtype dim axis keepdim keepdims device unbiased ddof correction "
    "retain_graph create_graph copy weight"
)
"""Keywords that are easily forgotten."""


def calls(node: ast.AST) -> Iterator[Edit]:
    """Every change of one call, or of one attribute that stands for one."""
    match node:
        case ast.Call():
            yield from _dropped(node)
            yield from _renamed(node)
            yield from _arguments(node)
            yield from _retyped(node)
        case ast.Assign(value=value) | ast.Return(value=ast.expr() as value):
            yield from _copied(value)
        case ast.Attribute(attr=name) if name in DTYPES and is_library(node.value):
            yield rewritten(node, renamed(node, DTYPES[name]), "dtype")
        case ast.Attribute(attr=name) if name in ATTRIBUTES and not is_library(node.value):
            for other in ATTRIBUTES[name]:
                yield rewritten(node, renamed(node, other), "other-function")
            if name == "T":
                yield rewritten(node, node.value, "dropped-call")


def _dropped(node: ast.Call) -> Iterator[Edit]:
    function = node.func
    if not isinstance(function, ast.Attribute) or function.attr not in DROPPED:
        return
    kind = DROPPED[function.attr]
    if not is_library(function.value):
        yield rewritten(node, function.value, kind)
    elif node.args:
        yield rewritten(node, node.args[0], kind)


def _renamed(node: ast.Call) -> Iterator[Edit]:
    kind, others = OTHERS.get(last_name(node.func), ("operator", ()))
    for other in others:
        new = with_call(node, func=renamed(node.func, other))
        if other in WITHOUT_ARGUMENTS:
            new = with_call(new, args=[], keywords=[])
        if kind != "copy-share" or not _is_literal(node.args[:1]):
            yield rewritten(node, new, kind)


def _is_literal(arguments: list[ast.expr]) -> bool:
    """Whether there is nothing to share: numbers written out, or no argument at all."""
    kinds = (ast.Constant, ast.List, ast.Tuple, ast.UnaryOp)
    return all(isinstance(each, kinds) for each in arguments)


def _retyped(node: ast.Call) -> Iterator[Edit]:
    """A constructor that leaves its dtype to chance, with one that was not meant."""
    function, name = node.func, last_name(node.func)
    if any(each.arg == "dtype" for each in node.keywords):
        return
    if isinstance(function, ast.Attribute) and is_library(function.value):
        chosen = _unmeant(name, node.args, ast.unparse(function.value))
        if chosen is not None:
            dtype = ast.Attribute(function.value, chosen)
            new = with_call(node, keywords=[*node.keywords, ast.keyword("dtype", dtype)])
            yield rewritten(node, new, "dtype")


def _unmeant(name: str, arguments: list[ast.expr], library: str) -> str | None:
    """A dtype that the constructor does not choose by itself; None where that is not known."""
    other_float = "float64" if library == "torch" else "float32"
    if name in FLOATING:
        return other_float
    if name not in OF_NUMBERS or not _is_literal(arguments):
        return None
    numbers = [type(n.value) for a in arguments for n in ast.walk(a) if isinstance(n, ast.Constant)]
    return other_float if float in numbers else "float32"


def _arguments(node: ast.Call) -> Iterator[Edit]:
    plain = not any(isinstance(each, ast.Starred) for each in node.args)
    for place in range(len(node.args) - 1) if plain else ():
        one, other = node.args[place : place + 2]
        if ast.dump(one) != ast.dump(other):
            args = [*node.args[:place], other, one, *node.args[place + 2 :]]
            yield rewritten(node, with_call(node, args=args), "swapped")
    for keyword in node.keywords:
        if keyword.arg in TELLING:
            rest = [each for each in node.keywords if each is not keyword]
            yield rewritten(node, with_call(node, keywords=rest), "dropped-argument")


def _copied(value: ast.expr) -> Iterator[Edit]:
    """A view that gets a name or is returned, made a copy."""
    shares = False
    if isinstance(value, ast.Subscript):
        shares = any(isinstance(part, ast.Slice) for part in ast.walk(value.slice))
    elif isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
        shares = value.func.attr in SHARING
    if shares:
        yield Edit(value, f"{ast.unparse(value)} + 0", "copy-share")
