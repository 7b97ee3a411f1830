"""Single words that reports are made of."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from grader.model.isolation import Level
from grader.model.message import Message, say
from grader.model.run import LayerState
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

LAYER_WORDS: Mapping[str, Message] = MappingProxyType(
    {
        "applied": say("applied"),
        "off": say("switched off"),
        "unavailable": say("not to be had here"),
    }
)


def layer_line(layer: LayerState) -> Message:
    """What became of a confining layer, on one line."""
    state = LAYER_WORDS[layer.state]
    if layer.why:
        return say("{name}: {state} ({why})", name=layer.name, state=state, why=layer.why)
    return say("{name}: {state}", name=layer.name, state=state)
