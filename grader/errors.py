"""Everything that can go wrong, and whose it is.

GraderError
├── UserError            something to put right; exit status 2
│   ├── UsageError       the command line, the configuration
│   ├── SubmissionError  the file handed in cannot be read
│   ├── SpecError        a problem set has mistakes (all of them at once)
│   └── StoreError       the submission could not be recorded
├── ExpressionError      an expression over a student's values has no value
└── OurError             our fault or the machine's; exit status 3
    ├── WireError        a peer's bytes are not what was agreed
    └── RunnerError      the process that runs students' code cannot be started or kept
"""

from __future__ import annotations

from collections.abc import Sequence

from grader.model.message import Message


class GraderError(Exception):
    """A failure that is told to a person as a message, never as a traceback."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


class UserError(GraderError):
    """Something that the person at the keyboard can put right."""


class UsageError(UserError):
    """The command line or the configuration asks for something that cannot be."""


class SubmissionError(UserError):
    """The file handed in cannot be read as a submission."""


class SpecError(UserError):
    """A problem set has mistakes: `mistakes` holds every one, each with its place."""

    def __init__(self, message: Message, mistakes: Sequence[Message] = ()) -> None:
        super().__init__(message)
        self.mistakes = tuple(mistakes)


class StoreError(UserError):
    """The submission could not be recorded; nothing half-written was left."""


class ExpressionError(GraderError):
    """The message says why; whose mistake it is depends on whose the expression and values are."""


class OurError(GraderError):
    """Not the user's doing."""


class WireError(OurError):
    """Bytes from the other side are not a frame, or not the frame that was agreed."""


class RunnerError(OurError):
    """The process that runs students' code cannot be started, or is gone."""
