"""Small changes to libraries that let ordinary programs run where nothing may be started.

Nothing here is imported for its own sake: torch is already there, matplotlib comes if asked for.
"""

from __future__ import annotations

import builtins
import functools
import getpass
import inspect
import os
import warnings
from collections.abc import Callable
from typing import Any, NoReturn

import torch
from torch.utils.data import DataLoader

from grader.model.message import say

# What DataLoader refuses, or warns of, once there are no workers.
WORKER_SETTINGS = {
    "num_workers": 0,
    "timeout": 0,
    "prefetch_factor": None,
    "persistent_workers": False,
    "multiprocessing_context": None,
}


# Once, in the process that forks: each child would pay half a millisecond.
_LOADER_SIGNATURE = inspect.signature(DataLoader.__init__)


def install_shims() -> None:
    """Changes this process for good."""
    _answer_nothing()
    _draw_nowhere()
    _load_here(DataLoader)
    torch.compile = _eager


def _answer_nothing() -> None:
    builtins.input = _no_answer
    getpass.getpass = _no_answer


def _no_answer(*_prompt: object, **_options: object) -> NoReturn:
    raise EOFError(
        str(say("input() cannot be answered while grading; give the variable a value instead"))
    )


def _draw_nowhere() -> None:
    """Plots are drawn in memory, and `plt.show()` says nothing."""
    os.environ["MPLBACKEND"] = "Agg"
    warnings.filterwarnings("ignore", message="FigureCanvasAgg is non-interactive")


def _load_here(loader: Any) -> None:  # noqa: ANN401 - a class that is changed in place
    original = loader.__init__

    @functools.wraps(original)
    def __init__(*args: Any, **kwargs: Any) -> None:  # noqa: ANN401, N807
        try:
            bound = _LOADER_SIGNATURE.bind(*args, **kwargs)
        except TypeError:
            original(*args, **kwargs)
            return
        workers = bound.arguments.get("num_workers", 0)
        if isinstance(workers, int) and workers > 0:
            bound.arguments.update(
                {name: value for name, value in WORKER_SETTINGS.items() if name in bound.arguments}
            )
        original(*bound.args, **bound.kwargs)

    loader.__init__ = __init__


@functools.wraps(torch.compile)
def _eager(model: Callable[..., Any] | None = None, **_options: object) -> Any:  # noqa: ANN401
    """What `torch.compile` gives where it may not compile: the function or module itself."""
    return _itself if model is None else model


def _itself(model: Any) -> Any:  # noqa: ANN401
    return model
