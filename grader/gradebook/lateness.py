"""How late a hand-in is, and what that costs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from grader.model.base import Model
from grader.model.classroom import HandIn
from grader.model.course import Late, Policy
from grader.model.message import Message, say, say_count

UNITS: Mapping[str, timedelta] = MappingProxyType(
    {"day": timedelta(days=1), "hour": timedelta(hours=1)}
)


class Lateness(Model):
    """`percent` is to be taken off; `why` says so, or why nothing is, where that needs saying."""

    late: bool = False
    percent: float = 0
    why: Message | None = None


def lateness(hand_in: HandIn, policy: Policy) -> Lateness:
    """What the due date makes of the time of submission.

    Where either is not known, the learning-management system's own word is taken, and costs
    nothing: it does not say how late.
    """
    if policy.due is None or hand_in.submitted is None:
        return _told(hand_in, policy)
    by = _moment(hand_in.submitted) - policy.due
    if by <= timedelta(0):
        return Lateness()
    return Lateness(late=True) if policy.late is None else _cost(by, policy.late)


def _told(hand_in: HandIn, policy: Policy) -> Lateness:
    if not hand_in.late:
        return Lateness()
    why = say("It is said to be late, but not by how much: nothing is taken off. Decide by hand.")
    return Lateness(late=True, why=why if policy.late is not None else None)


def _cost(by: timedelta, late: Late) -> Lateness:
    if by <= timedelta(minutes=late.grace_minutes):
        return Lateness(late=True, why=_graced(late.grace_minutes))
    units = -(-by // UNITS[late.per])
    percent = min(units * late.percent, late.at_most)
    return Lateness(late=True, percent=percent, why=_why(units, percent, late))


def _graced(minutes: int) -> Message:
    return say_count(
        "It came late, but within the minute of grace: nothing is taken off.",
        "It came late, but within the {count} minutes of grace: nothing is taken off.",
        minutes,
    )


def _why(units: int, percent: float, late: Late) -> Message:
    percent = int(percent) if percent == int(percent) else percent
    of = say("of the score") if late.of == "score" else say("of the maximum")
    if late.per == "hour":
        return say_count(
            "It came late, in the first hour: {percent}% {of} is taken off.",
            "It came late, in hour {count} after the due date: {percent}% {of} is taken off.",
            units,
            percent=percent,
            of=of,
        )
    return say_count(
        "It came late, on the first day: {percent}% {of} is taken off.",
        "It came late, on day {count} after the due date: {percent}% {of} is taken off.",
        units,
        percent=percent,
        of=of,
    )


def _moment(written: str) -> datetime:
    moment = datetime.fromisoformat(written)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
