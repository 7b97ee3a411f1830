"""What the command line asks of `check` and `submit`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.model.run import Limits


@dataclass(frozen=True)
class GradingOptions:
    """What the command line asks of a grading command. `memory` is in bytes."""

    files: tuple[str, ...]
    set_name: str | None
    format: str
    output: str | None
    timeout: float | None
    memory: int | None
    seed: int | None
    staff: bool

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> GradingOptions:
        """From the values of `grading_options`, less the language: that was read before."""
        return cls(**{each.name: given[each.name] for each in fields(cls)})

    def limits(self) -> Limits:
        """The default limits with what is asked for instead."""
        return limits_of(self.timeout, self.memory)


def limits_of(timeout: float | None, memory: int | None) -> Limits:
    """The default limits with what is asked for instead: seconds of a program, bytes.

    A check's limit is the same part of the program's limit as it is by default, and so is that of
    both together.
    """
    from grader.model.run import Limits

    usual = Limits()
    longer = (timeout or usual.program_seconds) / usual.program_seconds
    return Limits(
        program_seconds=usual.program_seconds * longer,
        question_seconds=usual.question_seconds * longer,
        total_seconds=usual.total_seconds * longer,
        memory=memory or usual.memory,
    )
