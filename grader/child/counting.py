"""Counts the work of a function while it runs, and times it."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from functools import cache
from time import thread_time
from types import FrameType
from typing import Any

from torch.overrides import TorchFunctionMode

from grader.child.builtin_copy import BUILTINS
from grader.child.places import Places
from grader.model.work import Work

__builtins__ = BUILTINS

LOOP = 20_000
_settrace, _setprofile, _gettrace, _getprofile = (
    sys.settrace,
    sys.setprofile,
    sys.gettrace,
    sys.getprofile,
)
_stop_collecting, _collect_again, _is_collecting = gc.disable, gc.enable, gc.isenabled
_thread_time = thread_time


class _Operations(TorchFunctionMode):
    """Counts what is asked of torch, and lets it happen.

    Not a TorchDispatchMode: the first use of one imports torch._dynamo, for some seconds.
    """

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: Any,  # noqa: ANN401
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:  # noqa: ANN401
        self.count += 1
        return func(*args, **(kwargs or {}))


class _Hooks:
    """Counts lines of the student's code, and calls of any function."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self.steps = 0
        self.calls = 0
        self.disturbed = False

    def trace(self, frame: FrameType, event: str, _arg: object) -> Any:  # noqa: ANN401
        if event == "call" and not self._is_theirs(frame.f_code.co_filename):
            return None
        if event == "line":
            self.steps += 1
        return self.trace

    def profile(self, _frame: FrameType, event: str, arg: object) -> None:
        if event in ("call", "c_call"):
            self.calls += 1
            if arg is _settrace or arg is _setprofile:
                self.disturbed = True

    def _is_theirs(self, file: str) -> bool:
        """Text that they run with `exec` is theirs too."""
        ours = file in self._places.files or file in self._places.cells
        return ours or (file.startswith("<") and not file.startswith("<frozen"))


def counted(run: Callable[[], object], places: Places) -> tuple[Any, Work]:
    """What the function returns, and the work that it was; whatever it raises is passed on."""
    hooks, operations = _Hooks(places), _Operations()
    before = _gettrace(), _getprofile()
    collecting = _is_collecting()
    # Finalizers would be counted, at one size or the other.
    _stop_collecting()
    with operations:
        _settrace(hooks.trace)
        _setprofile(hooks.profile)
        try:
            made = run()
        finally:
            calls, disturbed = hooks.calls, hooks.disturbed
            _setprofile(before[1])
            _settrace(before[0])
            if collecting:
                _collect_again()
    return made, Work(
        steps=hooks.steps, calls=calls, operations=operations.count, disturbed=disturbed
    )


def cpu_seconds(run: Callable[[], object]) -> float:
    """The processor time that this thread spends on one run.

    The clock of the whole process would be coarse: under a limit on processor time, Linux brings it
    up to date only at ticks.
    """
    started = _thread_time()
    run()
    return _thread_time() - started


@cache
def loop_seconds() -> float:
    """The processor time of one step of a plain Python loop on this machine, the best of three.

    Measured once per process.
    """
    return min(cpu_seconds(_loop) for _ in range(3)) / LOOP


def _loop() -> int:
    total = 0
    for number in range(LOOP):
        total += number
    return total
