"""Halves and records that several checks share."""

from __future__ import annotations

from grader.checkers.base import Subject
from grader.model.base import Model
from grader.model.targets import Target
from grader.model.values import Value


class One(Model):
    """A probe of one target."""

    of: Target


class Looked(Model):
    """One value, as found."""

    value: Value


def look_at(subject: Subject, probe: One) -> Looked:
    """Looks at the one target."""
    return Looked(value=subject.look(subject.find(probe.of)))
