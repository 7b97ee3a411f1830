"""When something was handed in, as systems write it → UTC in ISO 8601."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

WRITTEN = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})[ T](?P<time>[0-9]{2}[:_-][0-9]{2}[:_-][0-9]{2})"
    r"(?P<fraction>\.[0-9]+)?\s*(?P<zone>.*)"
)
ZONES = {"Z": UTC, "UTC": UTC, "GMT": UTC, "KST": timezone(timedelta(hours=9))}
"""Abbreviations that mean one zone only."""

OFFSET = re.compile(r"([+-][0-9]{2}):?([0-9]{2})")


def utc_of(written: str) -> str | None:
    """The moment in UTC, to the microsecond; None where it or its time zone is not known."""
    found = WRITTEN.fullmatch(written.strip())
    zone = _zone(found["zone"].strip()) if found else None
    if found is None or zone is None:
        return None
    fraction = (found["fraction"] or ".0")[:7]
    time = re.sub("[_-]", ":", found["time"])
    try:
        moment = datetime.fromisoformat(f"{found['day']}T{time}{fraction:0<7}")
        return moment.replace(tzinfo=zone).astimezone(UTC).isoformat()
    except (ValueError, OverflowError):
        return None


def _zone(name: str) -> tzinfo | None:
    if (offset := OFFSET.fullmatch(name)) is not None:
        return datetime.strptime(f"{offset[1]}{offset[2]}", "%z").tzinfo
    return ZONES.get(name)
