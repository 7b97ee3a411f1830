"""How a student's process was kept apart, in plain words."""

from __future__ import annotations

from typing import Literal

from grader.model.base import Model
from grader.model.message import Message
from grader.model.run import LayerState

Level = Literal["sealed", "partly sealed", "not sealed"]
LEVELS: tuple[Level, ...] = ("sealed", "partly sealed", "not sealed")
"""The best first."""


class Isolation(Model):
    """The level, the sentence that explains it to a teacher, and the layers behind it."""

    level: Level
    meaning: Message
    layers: tuple[LayerState, ...]
