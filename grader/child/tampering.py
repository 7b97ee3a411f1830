"""Facts for staff: what a program changed that a grader relies on. Never a verdict."""

from __future__ import annotations

import builtins
import sys
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter, is_
from types import FunctionType, MappingProxyType
from typing import Any

import numpy as np
import torch

from grader.child.builtin_copy import BUILTINS
from grader.child.typenames import type_name

__builtins__ = BUILTINS

MAX_CHANGES = 50
_Tensor = torch.Tensor
# A shell, or our own running of a notebook, replaces these.
INTERACTIVE = frozenset(
    {"__build_class__", "copyright", "credits", "exit", "help", "input", "license", "quit"}
)
# Libraries whose import adds a finder.
HOOKING = frozenset({"_distutils_hack", "pkg_resources", "setuptools", "six", "dateutil"})

_TORCH = (
    "allclose arange as_tensor cat empty eq equal eye from_numpy full get_default_dtype "
    "is_grad_enabled is_tensor isclose isfinite isnan linspace load matmul mean mm mul norm ones "
    "rand randint randn randperm save set_default_dtype stack sum tensor zeros Tensor"
)
_TENSOR = (
    "__add__ __array__ __bool__ __eq__ __getattribute__ __getitem__ __repr__ __torch_function__ "
    "allclose backward clone contiguous cpu data data_ptr detach device double dtype eq equal grad "
    "grad_fn is_leaf item layout ndim numel numpy requires_grad shape size storage stride sum to "
    "tolist untyped_storage view"
)
_NUMPY = (
    "allclose arange array array_equal array_equiv asarray concatenate dot empty equal isclose "
    "isfinite isnan may_share_memory mean ndarray ones shares_memory sum zeros"
)
# Not the functions that seed: ours stand in for them in a second run.
_RANDOM = "normal permutation rand randint randn random shuffle uniform"
_NAMES = tuple(
    tuple((f"{prefix}.{name}", name) for name in names.split())
    for prefix, names in (
        ("torch", _TORCH),
        ("torch.Tensor", _TENSOR),
        ("torch.testing", "assert_close"),
        ("numpy", _NUMPY),
        ("numpy.random", _RANDOM),
        ("numpy.testing", "assert_allclose assert_array_equal"),
    )
)


_get_code = attrgetter("__code__")
_BARE_NAMES = tuple(tuple(name for _, name in names) for names in _NAMES)


@dataclass(frozen=True)
class Baseline:
    """How things stood before the student's code ran, and after we had set up our own wrappers."""

    functions: Mapping[str, tuple[Any, Any]]
    builtins: Mapping[str, Any]
    hooks: tuple[Any, ...]
    tracing: tuple[Any, ...]
    found: tuple[Any, ...]
    coded: tuple[FunctionType, ...]
    codes: tuple[Any, ...]

    @classmethod
    def capture(cls) -> Baseline:
        """How things stand now."""
        functions = {name: (found, _code(found)) for name, found in _watched()}
        coded = tuple(each for each, code in functions.values() if code is not None)
        return cls(
            MappingProxyType(functions),
            MappingProxyType(
                {name: each for name, each in vars(builtins).items() if name not in INTERACTIVE}
            ),
            _hooks(),
            _tracing(),
            _found(),
            coded,
            tuple(map(_get_code, coded)),
        )

    def changes(self) -> tuple[str, ...]:
        """What is different now, in plain and stable words, at most 50.

        Asked after every look that runs code of the student's, so that nothing is different is
        found out without a step of Python's for each name.
        """
        if self._is_as_before():
            return ()
        return tuple(self._changes())[:MAX_CHANGES]

    def _is_as_before(self) -> bool:
        return (
            all(map(is_, _found(), self.found))
            and all(map(is_, map(_get_code, self.coded), self.codes))
            and all(map(is_, map(vars(builtins).get, self.builtins), self.builtins.values()))
            and all(map(is_, (*_hooks(), *_tracing()), (*self.hooks, *self.tracing)))
            and len(_hooks()) == len(self.hooks)
        )

    def _changes(self) -> Iterator[str]:
        for name, found in _watched():
            before, code = self.functions[name]
            if found is not before:
                yield f"{name} was replaced"
            elif _code(found) is not code:
                yield f"the code of {name} was replaced"
        now = vars(builtins)
        for name, before in self.builtins.items():
            if now.get(name) is not before:
                yield f"builtins.{name} was replaced"
        yield from self._watching()

    def _watching(self) -> Iterator[str]:
        words = ("a trace function is set", "a profile function is set") * 2
        changed = [now is not old for now, old in zip(_tracing(), self.tracing, strict=True)]
        yield from sorted({word for word, true in zip(words, changed, strict=True) if true})
        if any(_is_strange(hook) and not _among(hook, self.hooks) for hook in _hooks()):
            yield "an import hook was added"


def _found() -> tuple[Any, ...]:
    """Everything that is watched, wherever it may be found, always in the same order."""
    found: list[Any] = []
    for places, names in zip(_owners(), _BARE_NAMES, strict=True):
        for place in places:
            found.extend(map(place.get, names))
    return tuple(found)


def _watched() -> Iterator[tuple[str, Any]]:
    """Every watched function by its name; None where it has been deleted or cannot be had.

    The attributes themselves, unbound: binding would make a new object each time.
    """
    for places, names in zip(_owners(), _NAMES, strict=True):
        for label, name in names:
            yield label, next((place[name] for place in places if name in place), None)


def _owners() -> Iterator[tuple[Mapping[str, Any], ...]]:
    """Where the names of each row of `_NAMES` are looked for, the first first."""
    yield (vars(torch),)
    yield tuple(vars(each) for each in type.__dict__["__mro__"].__get__(_Tensor))
    for module in (torch.testing, np, np.random, np.testing):
        yield (vars(module),)


def _code(found: object) -> object:
    return found.__code__ if type(found) is FunctionType else None


def _hooks() -> tuple[Any, ...]:
    return (*sys.meta_path, *sys.path_hooks)


def _tracing() -> tuple[Any, ...]:
    return sys.gettrace(), sys.getprofile(), threading.gettrace(), threading.getprofile()


def _is_strange(hook: object) -> bool:
    kind = hook if type(hook) is type else type(hook)
    return type_name(kind).partition(".")[0] not in HOOKING


def _among(hook: object, hooks: tuple[Any, ...]) -> bool:
    return any(hook is each for each in hooks)
