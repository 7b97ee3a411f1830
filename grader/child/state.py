"""Global state that one item's code could leave changed for the next."""

from __future__ import annotations

import os
import random
import sys
import warnings
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import _C
from torch.utils import _device

from grader.child.builtin_copy import BUILTINS

__builtins__ = BUILTINS

_contexts = torch._GLOBAL_DEVICE_CONTEXT
_print_options = torch._tensor_str.PRINT_OPTS
_generator = torch.default_generator
_warn_only = _C._get_deterministic_algorithms_warn_only
_pop_function_mode, _pop_dispatch_mode = _C._pop_torch_function_stack, _C._pop_torch_dispatch_stack
_function_modes, _dispatch_modes = _C._len_torch_function_stack, _C._len_torch_dispatch_stack
_push_function_mode = _C._push_on_torch_function_stack
_set_deterministic, _InferenceMode = _C._set_deterministic_algorithms, _C._InferenceMode
_forget_filters = warnings.resetwarnings
_get_printing, _set_printing = np.get_printoptions, np.set_printoptions
_get_errors, _set_errors = np.geterr, np.seterr
_autocast, _set_autocast = torch.is_autocast_enabled, torch.set_autocast_enabled
_in_inference, _cwd, _chdir = torch.is_inference_mode_enabled, os.getcwd, os.chdir


@dataclass(frozen=True)
class Part:
    """One piece of state: how to read it and how to put it back."""

    read: Callable[[], Any]
    write: Callable[[Any], object]


class TorchState:
    """The state of torch, NumPy and the interpreter at one moment."""

    def __init__(self) -> None:
        self._guards: list[Any] = []
        _drop_modes()
        self._parts = (Part(_in_inference, self._set_inference), *PARTS)
        self._saved = [part.read() for part in self._parts]

    @classmethod
    def capture(cls) -> TorchState:
        """The state as it is now; function and dispatch modes left behind are ended first."""
        return cls()

    def restore(self) -> None:
        """Puts everything back; modes entered since are ended. Takes well under a millisecond."""
        _drop_modes()
        for part, saved in zip(self._parts, self._saved, strict=True):
            part.write(saved)

    def _set_inference(self, enabled: bool) -> None:
        if _in_inference() is not enabled:
            # The guard undoes itself when it is freed, so it has to live.
            self._guards.append(_InferenceMode(enabled))
            self._guards[-1].__enter__()


def _drop_modes() -> None:
    """Ends every mode but the default device, which is one too."""
    while _dispatch_modes():
        _pop_dispatch_mode(None)
    _set_default_device(_default_device())


def _default_device() -> Any:  # noqa: ANN401
    return getattr(_contexts, "device_context", None)


def _set_default_device(context: Any) -> None:  # noqa: ANN401
    while _function_modes():
        _pop_function_mode()
    if context is not None:
        _push_function_mode(context)
    _contexts.device_context = context
    _device.CURRENT_DEVICE = None if context is None else context.device


def _set_filters(saved: list[Any]) -> None:
    filters: list[Any] = []
    warnings.filters = filters
    _forget_filters()
    filters.extend(saved)


def _folder() -> str | None:
    with suppress(OSError):
        return _cwd()
    return None


def _set_folder(path: str | None) -> None:
    with suppress(OSError):
        _chdir(path or "/")


def _streams() -> tuple[Any, ...]:
    return sys.stdin, sys.stdout, sys.stderr, sys.displayhook, sys.excepthook


def _set_streams(saved: tuple[Any, ...]) -> None:
    sys.stdin, sys.stdout, sys.stderr, sys.displayhook, sys.excepthook = saved


PARTS = (
    Part(_default_device, _set_default_device),
    Part(torch.get_default_dtype, _C._set_default_dtype),
    Part(torch.is_grad_enabled, _C._set_grad_enabled),
    Part(
        lambda: (_C._get_deterministic_algorithms(), _warn_only()),
        lambda saved: _set_deterministic(saved[0], warn_only=saved[1]),
    ),
    Part(
        _C._get_deterministic_fill_uninitialized_memory,
        _C._set_deterministic_fill_uninitialized_memory,
    ),
    Part(lambda: _autocast("cpu"), lambda enabled: _set_autocast("cpu", enabled)),
    Part(torch.get_num_threads, torch.set_num_threads),
    Part(_C._get_float32_matmul_precision, _C._set_float32_matmul_precision),
    Part(_generator.get_state, _generator.set_state),
    Part(random.getstate, random.setstate),
    Part(lambda: np.random.get_state(legacy=False), np.random.set_state),
    Part(_get_errors, lambda saved: _set_errors(**saved)),
    Part(_get_printing, lambda saved: _set_printing(**saved)),
    Part(lambda: dict(vars(_print_options)), lambda saved: vars(_print_options).update(saved)),
    Part(lambda: list(warnings.filters), _set_filters),
    Part(_folder, _set_folder),
    Part(sys.getrecursionlimit, sys.setrecursionlimit),
    Part(sys.get_int_max_str_digits, sys.set_int_max_str_digits),
    Part(_streams, _set_streams),
)
