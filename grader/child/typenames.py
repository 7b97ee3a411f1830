"""Types and their names, read so that no metaclass has a say."""

from __future__ import annotations

from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any, cast

from grader.child.builtin_copy import BUILTINS

__builtins__ = BUILTINS

NAME_LENGTH = 200
_qualname_of = type.__dict__["__qualname__"].__get__
_module_of = type.__dict__["__module__"].__get__
_ancestors_of = type.__dict__["__mro__"].__get__
_function_name = FunctionType.__dict__["__name__"].__get__
_builtin_name = BuiltinFunctionType.__dict__["__name__"].__get__
_module_dict: Any = vars(ModuleType)["__dict__"].__get__
_slice_of: Any = str.__getitem__


def descends_from(kind: type, ancestor: type) -> bool:
    """Whether a type really is, or inherits from, another."""
    return any(each is ancestor for each in _ancestors_of(kind))


def plain_text(text: object, limit: int = NAME_LENGTH) -> str:
    """The beginning of a str or of an instance of a subclass, fit for UTF-8; "?" for all else."""
    if not descends_from(type(text), str):
        return "?"
    beginning: str = _slice_of(text, slice(0, limit))
    return beginning.encode("utf-8", "replace").decode("utf-8")


def type_name(kind: type) -> str:
    """`module.qualname` of a type, without `builtins.`."""
    qualname = plain_text(_qualname_of(kind))
    try:
        module = plain_text(_module_of(kind))
    except AttributeError:
        return qualname
    return qualname if module in ("builtins", "?") else f"{module}.{qualname}"


def own_name(found: object) -> str | None:
    """The name that a function or a module has of itself; of a class with its module."""
    kind = type(found)
    if kind is FunctionType:
        return plain_text(_function_name(found))
    if kind is BuiltinFunctionType:
        return plain_text(_builtin_name(found))
    if descends_from(kind, type):
        return type_name(cast("type", found))
    if kind is ModuleType:
        return plain_text(_module_dict(found).get("__name__"))
    return None
