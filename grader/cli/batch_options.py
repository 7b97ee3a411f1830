"""What the command line asks of `grade batch`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.cli.grading_options import limits_of

if TYPE_CHECKING:
    from grader.collect import Attempt
    from grader.model.run import Limits


@dataclass(frozen=True)
class BatchOptions:
    """`memory` is in bytes; what was not given is None or empty."""

    folder: str
    set_name: str | None
    output: str | None
    layout: str | None
    roster: str | None
    attempt: Attempt
    jobs: int | None
    cluster: str | None
    regrade: tuple[str, ...]
    to: tuple[str, ...]
    worksheet: str | None
    assignment: str | None
    course: str | None
    similarity: bool
    incomplete_too: bool
    dry_run: bool
    trust_students: bool
    timeout: float | None
    memory: int | None
    seed: int | None

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> BatchOptions:
        """From the values of the command's options, less the language: that was read before."""
        return cls(**{each.name: given[each.name] for each in fields(cls)})

    def limits(self) -> Limits:
        """The default limits with what is asked for instead."""
        return limits_of(self.timeout, self.memory)

    @property
    def results(self) -> str:
        """The folder for results: what is asked for, else beside where the command is run."""
        if self.output is not None:
            return self.output
        name = Path(os.path.realpath(self.folder)).name
        return f"{name.removesuffix('.zip')}-graded"
