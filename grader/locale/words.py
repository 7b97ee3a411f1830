"""Single words that reports are made of."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from grader.model.isolation import Level
from grader.model.message import Message, say
from grader.model.verdict import Status

STATUS_WORDS: Mapping[Status, Message] = MappingProxyType(
    {
        "passed": say("passed"),
        "failed": say("failed"),
        "error": say("error"),
        "not_attempted": say("not attempted"),
        "skipped": say("skipped"),
        "unavailable": say("unavailable"),
        "broken": say("grader error"),
    }
)

LEVEL_WORDS: Mapping[Level, Message] = MappingProxyType(
    {
        "sealed": say("sealed"),
        "partly sealed": say("partly sealed"),
        "not sealed": say("not sealed"),
    }
)
