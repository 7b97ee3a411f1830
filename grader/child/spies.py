"""Records the calls of functions that a check asks about: of libraries, and the program's own.

A library's function is wrapped before the program runs, wherever the library keeps it. A function
of the program is wrapped after the top-level statement that bound its name, so its calls of itself
count, and calls from within that very statement do not.
"""

from __future__ import annotations

import functools
import importlib
import random
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from types import BuiltinFunctionType, FrameType, FunctionType, MappingProxyType, ModuleType
from typing import Any, Literal

import numpy as np
import torch

from grader.child.budget import Budget
from grader.child.look import look
from grader.child.places import Places
from grader.child.typenames import plain_text
from grader.model.run import CallRecord, Place

MAX_CALLS = 1000
MAX_ARGUMENTS = 20
MAX_FRAMES = 60
LIBRARIES = frozenset(
    [
        *("builtins", "itertools", "math", "random", "time", "numpy", "torch"),
        *("matplotlib", "pandas", "scipy", "sklearn"),
    ]
)
SHORT_NAMES = MappingProxyType({"np": "numpy", "plt": "matplotlib.pyplot"})
SEEDING = frozenset({"torch.manual_seed", "numpy.random.seed", "random.seed"})
Generator = Literal["python", "numpy", "torch"]
_without_functions, _bytes_of = torch._C.DisableTorchFunction, torch._C.TensorBase.numpy
_torch_state, _python_state = torch.default_generator.get_state, random.getstate
_numpy_state = functools.partial(np.random.get_state, legacy=False)


class Spies:
    """The calls of some functions, in the order in which they were made, while `recording`."""

    def __init__(self, names: Sequence[str]) -> None:
        self._places = Places()
        self._budget = _allowance()
        self._own = tuple(name for name in names if not _is_of_library(name))
        self._libraries = tuple(name for name in names if _is_of_library(name))
        self._wrappers: list[object] = []
        self._replaced: list[tuple[Any, str, object]] = []
        self._states: Mapping[Generator, object] = {}
        self._asked_from: int | None = None
        self.recording = True
        self.records: list[CallRecord] = []

    @property
    def idle(self) -> bool:
        """Whether no function is to be spied on."""
        return not (self._libraries or self._own)

    def install(self, places: Places) -> None:
        """Wraps the libraries' functions, and notes where the generators stand."""
        self._places = places
        for name in self._libraries:
            # A function that this version of the library lacks is never called.
            with suppress(ImportError, AttributeError, TypeError):
                self._wrap(name)
        if not self.idle:
            self._states = _states()

    def remove(self) -> None:
        """Gives the libraries their functions back, as they were before `install`."""
        while self._replaced:
            setattr(*self._replaced.pop())

    def after(self, namespace: dict[str, object]) -> None:
        """To be called after every top-level statement."""
        for name in self._own:
            root, *attributes = name.split(".")
            owner: object = namespace
            for attribute in (root, *attributes[:-1]) if attributes else ():
                owner = _of(owner, attribute)
            last = attributes[-1] if attributes else root
            function = _of(owner, last)
            if type(function) is FunctionType and not any(function is w for w in self._wrappers):
                _rebind(owner, last, self._spying(name, function))

    def begin_question(self) -> None:
        """From now on calls are made to answer a question; those of earlier questions are gone."""
        if self._asked_from is None:
            self._asked_from = len(self.records)
        del self.records[self._asked_from :]
        self._budget = _allowance()

    def calls(self, name: str) -> tuple[CallRecord, ...]:
        """The program's calls of that function, then this question's."""
        return tuple(each for each in self.records if each.name == name)

    def _wrap(self, name: str) -> None:
        owner, last = _owner(name)
        function = getattr(owner, last)
        if isinstance(function, type):
            self._replace(function, "__init__", self._spying(name, function.__init__, skip=1))  # type: ignore[misc]
        elif isinstance(owner, type):
            self._replace(owner, last, self._spying(name, function, skip=1))
        else:
            wrapper = self._spying(name, function)
            for module in _modules_beside(owner):
                if vars(module).get(last) is function:
                    self._replace(module, last, wrapper)

    def _replace(self, owner: Any, name: str, wrapper: object) -> None:  # noqa: ANN401
        self._replaced.append((owner, name, getattr(owner, name)))
        setattr(owner, name, wrapper)

    def _spying(self, name: str, function: Callable[..., Any], skip: int = 0) -> Any:  # noqa: ANN401
        @functools.wraps(function)
        def call(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
            if not self.recording:
                return function(*args, **kwargs)
            self._note(name, args[skip:], kwargs, sys._getframe(1))
            result = function(*args, **kwargs)
            if _full(name) in SEEDING:
                self._states = {**self._states, **_state_of(name)}
            return result

        self._wrappers.append(call)
        if isinstance(function, (FunctionType, BuiltinFunctionType)):
            return call
        return _Standing(function, call) if isinstance(function, np.ufunc) else call

    def _note(
        self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any], frame: FrameType
    ) -> None:
        if len(self.records) - (self._asked_from or 0) >= MAX_CALLS:
            return
        direct, place = self._place(frame)
        self.records.append(
            CallRecord(
                order=len(self.records) + 1,
                name=name,
                args=tuple(look(each, self._budget) for each in args[:MAX_ARGUMENTS]),
                kwargs={
                    plain_text(key)[:200]: look(each, self._budget)
                    for key, each in list(kwargs.items())[:MAX_ARGUMENTS]
                },
                place=place,
                direct=direct,
                asked=self._asked_from is not None,
                drawn=self._drawn(),
            )
        )

    def _place(self, frame: FrameType | None) -> tuple[bool, Place | None]:
        """Whether that frame is the student's, and the nearest place that is."""
        if frame is not None and frame.f_code is _Standing.__call__.__code__:
            frame = frame.f_back
        for depth in range(MAX_FRAMES):
            if frame is None:
                break
            place = self._places.find(frame.f_code.co_filename, frame.f_lineno)
            if place is not None:
                return depth == 0, place
            frame = frame.f_back
        return False, None

    def _drawn(self) -> tuple[Generator, ...]:
        now = _states()
        return tuple(name for name, state in self._states.items() if now[name] != state)


class _Standing:
    """A ufunc whose calls are recorded; all else is its own."""

    def __init__(self, function: Any, call: Callable[..., Any]) -> None:  # noqa: ANN401
        self._function = function
        self._call = call

    def __call__(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        return self._call(*args, **kwargs)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        return getattr(self._function, name)


def _allowance() -> Budget:
    """For the arguments of all calls of one program, or of one question."""
    return Budget(values=4000, data=8 << 20, head=400_000)


def _full(name: str) -> str:
    root, dot, rest = name.partition(".")
    return SHORT_NAMES.get(root, root) + dot + rest


def _is_of_library(name: str) -> bool:
    root, dot, _ = _full(name).partition(".")
    return bool(dot) and root in LIBRARIES


def _owner(name: str) -> tuple[Any, str]:
    """The module or class that has the function, and the function's last name."""
    parts = _full(name).split(".")
    owner: Any = importlib.import_module(parts[0])
    for at, part in enumerate(parts[1:-1], 2):
        if not hasattr(owner, part):
            importlib.import_module(".".join(parts[:at]))
        owner = getattr(owner, part)
    return owner, parts[-1]


def _modules_beside(owner: ModuleType) -> list[ModuleType]:
    """The library's modules: many keep each other's functions."""
    root = owner.__name__.partition(".")[0]
    return [
        module
        for name, module in list(sys.modules.items())
        if name.partition(".")[0] == root and type(module) is ModuleType
    ] or [owner]


def _of(owner: object, name: str) -> object:
    """A name of a namespace or of a class's own body, without running anybody's code."""
    if type(owner) is dict:
        return owner.get(name)
    if isinstance(type(owner), type) and issubclass(type(owner), type):
        return type.__dict__["__dict__"].__get__(owner).get(name)
    return None


def _rebind(owner: Any, name: str, function: object) -> None:  # noqa: ANN401
    if type(owner) is dict:
        owner[name] = function
    else:
        type.__setattr__(owner, name, function)


def _states() -> dict[Generator, object]:
    return {**_state_of("random.seed"), **_state_of("np.random.seed"), **_torch()}


def _state_of(seeding: str) -> dict[Generator, object]:
    """The state of the generator that this function seeds."""
    name = _full(seeding)
    if name == "random.seed":
        return {"python": _python_state()}
    return _torch() if name == "torch.manual_seed" else _numpy()


def _numpy() -> dict[Generator, object]:
    state: Any = _numpy_state()
    return {"numpy": (state["state"]["key"].tobytes(), state["state"]["pos"], state["gauss"])}


def _torch() -> dict[Generator, object]:
    with _without_functions():
        return {"torch": _bytes_of(_torch_state()).tobytes()}
