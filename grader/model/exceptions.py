"""An exception of the student's in words: what Python says, where, and what to do about it."""

from __future__ import annotations

import re

from grader.model.message import Message, say
from grader.model.places import where
from grader.model.remedies import remedy
from grader.model.run import Raised

OUT_OF_MEMORY = ("MemoryError", "can't allocate memory")
FROM_THE_ALLOCATOR = re.compile(
    r"\[enforce fail at .*?DefaultCPUAllocator: |\. Error code \d+ \([^)]*\)"
)
NEAREST_NAME = re.compile(r"\. Did you mean: '[^']*'\?$")


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
    if remedy(error.text) is not None:
        return advised(NEAREST_NAME.sub("", text))
    # What we raise ourselves (input(), exit()) comes back as its English text, our catalogues' key.
    return say("{type}: {text}", type=error.type, text=Message(template=error.text))


def advised(text: str) -> Message:
    """What Python said, and behind it one sentence on what to do, where one is known."""
    step = remedy(text)
    if step is None:
        return say("{error}", error=text)
    return say("{error}. {advice}", error=text.rstrip(" ."), advice=step)
