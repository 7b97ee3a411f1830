"""Whose program may run where a process cannot be sealed off."""

from __future__ import annotations

from collections.abc import Set

from grader.model.isolation import Level
from grader.settings.reading import Student


def is_somebody_elses(student: Student, own_names: Set[str]) -> bool:
    """Whether the submission is not the work of the person at the keyboard.

    It is somebody else's if `--student` names anybody but the person whom the environment, the
    configuration files and the login name know: those are `own_names`. Letter case aside.
    """
    if student.origin != "option":
        return False
    return student.name.casefold() not in {name.casefold() for name in own_names}


def may_run(level: Level, *, somebody_elses: bool, trusted: bool) -> bool:
    """Somebody else's program runs unsealed only if its author is trusted on purpose.

    Whoever runs a program of their own risks nothing by it that running it does not risk anyway.
    """
    return level != "not sealed" or trusted or not somebody_elses
