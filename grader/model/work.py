"""How much a function worked, as counts that do not depend on the machine."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from grader.model.base import Model

Count = Annotated[int, Field(ge=0)]


class Work(Model):
    """What was counted while a function ran.

    `steps` are lines of the student's own code, each time one is run; `calls` are calls of Python
    and C functions, whoever makes them; `operations` are functions, methods and operators of torch
    that were called. `disturbed` is whether the code took the counting hooks away.
    """

    steps: Count
    calls: Count
    operations: Count
    disturbed: bool = False
