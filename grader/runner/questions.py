"""Questions as they are sent: written once for all submissions that are asked them."""

from __future__ import annotations

import secrets
from typing import NamedTuple

from grader.model.base import Model
from grader.model.run import Again, Question
from grader.wire import encode

BLANK = "0" * 32


class Wanted(NamedTuple):
    """What is to be looked at, and for how long; None for as long as the limits say."""

    checker: str
    probe: Model
    seconds: float | None


class Questions:
    """Frames by what they ask; each gets an id of its own when it is sent.

    Probes are told apart by their identity, so a caller does well to ask with the same objects.
    """

    def __init__(self) -> None:
        self._blank: dict[tuple[str, int, Again | None], tuple[Model, bytes]] = {}

    def frame(self, wanted: Wanted, again: Again | None) -> tuple[str, bytes]:
        """A new id, and the question with it as one frame."""
        key = wanted.checker, id(wanted.probe), again
        if key not in self._blank:
            # The probe is kept, so that its identity is nobody else's.
            self._blank[key] = wanted.probe, _written(wanted, again)
        new = secrets.token_hex(16)
        return new, self._blank[key][1].replace(BLANK.encode(), new.encode(), 1)


def _written(wanted: Wanted, again: Again | None) -> bytes:
    """With a blank for the id, which comes first and is always as long."""
    probe = wanted.probe.model_dump(warnings=False)
    return encode(Question(id=BLANK, checker=wanted.checker, probe=probe, again=again))
