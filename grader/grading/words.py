"""Sentences about where and how a program went wrong."""

from __future__ import annotations

import re

from grader.model.message import Message, say
from grader.model.places import where
from grader.model.run import Ended, Limits, Raised

OUT_OF_MEMORY = ("MemoryError", "can't allocate memory")
FROM_THE_ALLOCATOR = re.compile(
    r"\[enforce fail at .*?DefaultCPUAllocator: |\. Error code \d+ \([^)]*\)"
)


def raised(error: Raised) -> Message:
    """An exception of the student's, with its place if it is known."""
    said = _without_place(error)
    if error.place is None:
        return said
    return say("{where}: {error}", where=where(error.place), error=said)


def _without_place(error: Raised) -> Message:
    text = f"{error.type}: {error.text}" if error.text else error.type
    if error.type in OUT_OF_MEMORY or any(each in error.text for each in OUT_OF_MEMORY):
        return say(
            "{error}. That is more memory than a program may use here. Is a size larger than it "
            "should be?",
            error=FROM_THE_ALLOCATOR.sub("", text).rstrip("."),
        )
    if not error.text:
        return say("{error}", error=error.type)
    # What we raise ourselves (input(), exit()) comes back as its English text, our catalogues' key.
    return say("{type}: {text}", type=error.type, text=Message(template=error.text))


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
