"""The name that a student probably meant. Python adds this only when it prints an exception."""

from __future__ import annotations

import builtins
from types import FrameType, ModuleType

from grader.child.builtin_copy import BUILTINS
from grader.nearest import nearest

__builtins__ = BUILTINS

SHORTEST = 3
_classes_of = type.__dict__["__mro__"].__get__
_names_of_class = type.__dict__["__dict__"].__get__
_names_of_module = vars(ModuleType)["__dict__"].__get__


def suggestion(error: BaseException, frame: FrameType | None) -> str | None:
    """The nearest name in reach for a NameError, the nearest attribute for an AttributeError."""
    if type(error) is NameError and frame is not None:
        return _nearest(error.name, _names_in(frame))
    if type(error) is AttributeError:
        return _nearest(error.name, _attributes_of(error.obj))
    return None


def _nearest(name: object, choices: set[str]) -> str | None:
    if type(name) is not str or len(name) < SHORTEST:
        return None
    return nearest(name, sorted(choices - {name}))


def _names_in(frame: FrameType) -> set[str]:
    return _public({**vars(builtins), **frame.f_globals, **frame.f_locals})


def _attributes_of(holder: object) -> set[str]:
    """Attribute names as the classes list them: no `__dir__` or `__getattr__` is run."""
    if type(holder) is ModuleType:
        return _public(_names_of_module(holder))
    names: set[str] = set()
    for each in _classes_of(type(holder)):
        names |= _public(dict(_names_of_class(each)))
    return names


def _public(names: dict[str, object]) -> set[str]:
    return {name for name in names if type(name) is str and not name.startswith("_")}
