"""The matplotlib figures that a program has open."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

MAX_FIGURES = 20


def open_figures() -> list[Any]:
    """In the order in which they were made; none if matplotlib was not imported."""
    helpers = sys.modules.get("matplotlib._pylab_helpers")
    if type(helpers) is not ModuleType:
        return []
    managers = vars(helpers)["Gcf"].figs.values()
    return [manager.canvas.figure for manager in managers][:MAX_FIGURES]
