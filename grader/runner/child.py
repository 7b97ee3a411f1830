"""One child, from the parent's side: it is asked, measured and killed; it is never believed."""

from __future__ import annotations

import re
import signal
import time
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from pydantic import TypeAdapter

from grader.errors import WireError
from grader.model.run import Ended, EndReason, FromChild, Job, Ready, Step, Terms
from grader.runner.pipes import Pipes
from grader.runner.questions import BLANK
from grader.wire import HEADER, decode_as, decode_step, encode, frame_length

FROM_CHILD: TypeAdapter[FromChild] = TypeAdapter(FromChild)
MAX_TOTAL = 512 << 20
MAX_FRAMES = 200_000
STARTING_SECONDS = 30.0
SHORT = 4096
ANSWER = re.compile(rb'\{"kind":"answer","id":"([0-9a-f]{32})",')


class ChildEndedError(Exception):
    """The child is gone, or was killed for what it did; `ended` says how."""

    def __init__(self, ended: Ended) -> None:
        super().__init__(ended.reason)
        self.ended = ended


@dataclass(frozen=True)
class Exit:
    """The kernel's word: a wait status as `os.wait` gives it, processor seconds, peak bytes."""

    status: int | None
    cpu_seconds: float | None = None
    peak_bytes: int | None = None


class Process(Protocol):
    """A running child process that only the parent can end."""

    @property
    def pid(self) -> int:
        """As its starter sees it."""
        ...

    def kill(self) -> None:
        """SIGKILL, or what the system has for it; harmless if it is gone."""
        ...

    def wait(self) -> Exit:
        """Waits for its end, which must be near; frees what belongs to it."""
        ...

    def let_go(self) -> None:
        """Kills it without waiting for the end; the runner sees to that before it closes."""
        ...


class Child:
    """Sends one job, then asks. Every wait has a deadline; every answer is held to the caps.

    It confines itself under its `terms` at once; `begin` may come as late as one likes.
    """

    def __init__(self, pipes: Pipes, process: Process, terms: Terms) -> None:
        self._pipes = pipes
        self._process = process
        self.terms = terms
        self._buffer = bytearray()
        self._received = 0
        self._frames = 0
        self._started = time.monotonic()
        self._ended: Ended | None = None
        self.limits = terms.limits
        self.last_step: Step | None = None
        self._write(encode(terms), self._started + STARTING_SECONDS)

    @property
    def pid(self) -> int:
        """The process, as its starter numbers it."""
        return self._process.pid

    def begin(self, job: Job) -> None:
        """Sends the job; ChildEndedError if nobody is there to take it."""
        self._started = time.monotonic()
        self._write(encode(job), self._started + STARTING_SECONDS)

    def ready(self) -> Ready:
        """The child's first word, from before any student code."""
        answer = self._frame(self._started + STARTING_SECONDS)
        if not isinstance(answer, Ready):
            raise self.end("garbled", "its first word was not Ready")
        self._started = time.monotonic()
        return answer

    def receive(self, deadline: float) -> FromChild:
        """The next frame that is not a Step; Steps are remembered in `last_step`."""
        while isinstance(answer := self._frame(deadline), Step):
            self.last_step = answer
        return answer

    def program_deadline(self) -> float:
        """When the program must have ended, on the monotonic clock."""
        return self._started + self.limits.program_seconds

    def send(self, frame: bytes, seconds: float) -> None:
        """Sends a question, which may take that long to be taken in."""
        self._write(frame, time.monotonic() + seconds)

    @property
    def has_ended(self) -> bool:
        """Whether it is gone, as far as anybody has noticed."""
        return self._ended is not None

    def _write(self, frame: bytes, deadline: float) -> None:
        try:
            self._pipes.write(frame, deadline)
        except TimeoutError:
            raise self.end("timeout") from None
        except BrokenPipeError:
            raise self.end("exited") from None

    def _frame(self, deadline: float) -> FromChild:
        try:
            while (length := frame_length(self._buffer)) is None or len(self._buffer) < length:
                self._fill(deadline)
            frame = bytes(self._buffer[:length])
            del self._buffer[:length]
            self._count()
            step = decode_step(frame)
            return _record(frame) if step is None else Step(cell=step[0], line=step[1])
        except WireError as error:
            raise self.end("garbled", str(error)) from error

    def _count(self) -> None:
        self._frames += 1
        if self._frames > MAX_FRAMES:
            raise self.end("flooded")

    def _fill(self, deadline: float) -> None:
        try:
            came = self._pipes.read(deadline)
        except TimeoutError:
            raise self.end("timeout") from None
        if not came:
            raise self.end("exited")
        self._buffer += came
        self._received += len(came)
        if self._received > MAX_TOTAL:
            raise self.end("flooded")

    def let_go(self) -> None:
        """Ends a child that has done all it was asked; its memory is freed meanwhile."""
        if self._ended is None:
            self._process.let_go()
            self._pipes.close()
            self._ended = Ended(reason="finished", seconds=time.monotonic() - self._started)

    def end(self, reason: EndReason, detail: str = "") -> ChildEndedError:
        """Kills the child if it lives, and says how it ended. Safe to call again."""
        if self._ended is None:
            if reason != "exited":
                self._process.kill()
            exit_ = self._process.wait()
            said = self._pipes.stderr().decode("utf-8", "replace")
            self._pipes.close()
            self._ended = Ended(
                reason=_reason(reason, exit_.status),
                detail="\n".join(filter(None, (detail, said)))[-2000:],
                status=exit_.status,
                seconds=time.monotonic() - self._started,
                cpu_seconds=exit_.cpu_seconds,
                peak_bytes=exit_.peak_bytes,
            )
        return ChildEndedError(self._ended)


def _record(frame: bytes) -> FromChild:
    """The frame as a record. Equal answers, which most children give, are read into one object."""
    answer = ANSWER.match(frame, HEADER.size)
    if answer is None or len(frame) > SHORT:
        return decode_as(FROM_CHILD, frame)
    kept = _read(frame[: answer.start(1)] + BLANK.encode() + frame[answer.end(1) :])
    return kept.model_copy(update={"id": answer[1].decode()})


@lru_cache(maxsize=2048)
def _read(frame: bytes) -> FromChild:
    return decode_as(FROM_CHILD, frame)


def _reason(reason: EndReason, status: int | None) -> EndReason:
    """`exited` told more exactly, now that the kernel has said how."""
    if reason != "exited" or status is None:
        return reason
    number = status & 0x7F
    if number == getattr(signal, "SIGXCPU", None):
        return "cpu"
    return "killed" if number else "exited"
