"""Sentences about how a program ended."""

from __future__ import annotations

from grader.model.message import Message, say
from grader.model.run import Ended, Limits


def ended(how: Ended, seconds: float, limits: Limits) -> Message:
    """How a child ended before it was done; `seconds` is the time that it had."""
    match how.reason:
        case "timeout":
            return say(
                "it did not finish within {seconds} seconds. Is there a loop that never ends?",
                seconds=f"{seconds:g}",
            )
        case "cpu":
            return say("it used up its processor time. Is there a loop that never ends?")
        case "killed":
            return say(
                "it crashed Python itself ({signal}). Did it ask for more than {memory} MiB?",
                signal=_signal(how.status),
                memory=limits.memory >> 20,
            )
        case "exited":
            return say("it ended the whole program by itself (os._exit, for example).")
        case "flooded":
            return say("it sent far more than it may.")
        case _:
            return say("what came back could not be read.")


def _signal(status: int | None) -> Message:
    return say("signal {number}", number=(status or 0) & 0x7F)
