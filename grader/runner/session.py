"""One run of one program, over as many children as it takes."""

from __future__ import annotations

import math
import secrets
import time
from dataclasses import dataclass
from typing import Protocol

from grader.errors import RunnerError
from grader.model.base import Model
from grader.model.message import say
from grader.model.run import (
    Again,
    Answer,
    Ended,
    EndReason,
    Job,
    LayerState,
    Outcome,
    Question,
    Raised,
    Ran,
    Skip,
    Step,
)
from grader.runner.child import Child, ChildEndedError

MAX_LOST = 4


class Starter(Protocol):
    """What a session needs of a runner."""

    def start(self, job: Job) -> Child:
        """A child that has been sent the job and is running it."""
        ...


@dataclass(frozen=True)
class Lost:
    """A piece of the program that a child did not survive."""

    step: Step
    ended: Ended


@dataclass(frozen=True)
class Sent:
    """A question on its way; `ended` if there was nobody left to take it."""

    child: Child
    probe: Model
    question: Question
    seconds: float
    ended: Ended | None = None


class Session:
    """Runs a program, then answers questions about it.

    When a child dies or hangs while running the program, another runs it again without that piece;
    when it does so over a question, that question is lost and the next one gets a new child. The
    program starts at once, so that several sessions can run side by side.
    """

    def __init__(self, runner: Starter, job: Job) -> None:
        self._runner = runner
        self._job = job
        self._deadline = (
            math.inf
        )  # set when the first child is ready: starting is not the program's time
        self._child: Child | None = runner.start(job)
        self._current: Ran | None = None
        self._ahead: Sent | None = None
        self.ran: Ran | None = None
        self.lost: list[Lost] = []
        self.ended: list[EndReason] = []
        self.layers: tuple[LayerState, ...] = ()
        self.tampering: set[str] = set()

    def run(self) -> Ran | None:
        """Waits until the program has run; None if no child ever reached its end."""
        while self._current is None and self._may_try_again():
            try:
                self._current = self._await_ran(self._living())
            except ChildEndedError as error:
                self._lose(error.ended)
        if self.ran is None and self._current is not None:
            self.ran = self._current
            self.tampering.update(self._current.tampering)
        return self._current

    def _may_try_again(self) -> bool:
        """Not when leaving a piece out has not helped: the same one was lost again."""
        stuck = len(self.lost) > 1 and self.lost[-1].step == self.lost[-2].step
        return not stuck and len(self.lost) < MAX_LOST and self._time_left()

    def _living(self) -> Child:
        if self._child is None:
            self._child = self._runner.start(self._job)
        return self._child

    def _time_left(self) -> bool:
        return time.monotonic() < self._deadline

    def _await_ran(self, child: Child) -> Ran:
        if child.last_step is None:
            self.layers = self._ready(child)
        answer = child.receive(child.program_deadline())
        if not isinstance(answer, Ran):
            raise child.end("garbled", "it answered before the program had ended")
        return answer

    def _ready(self, child: Child) -> tuple[LayerState, ...]:
        try:
            layers = child.ready().layers
            total = self._job.limits.total_seconds
            self._deadline = min(self._deadline, time.monotonic() + total)
            return layers
        except ChildEndedError as error:
            raise RunnerError(
                say(
                    "The process for a student's program ended before it began: {detail}",
                    detail=error.ended.detail or error.ended.reason,
                )
            ) from error

    def _lose(self, ended: Ended) -> None:
        step = self._child.last_step if self._child else None
        step = step or Step(cell=1, line=1)
        self._child = None
        self.lost.append(Lost(step, ended))
        self.ended.append(ended.reason)
        reason = Raised(type="Lost", text=ended.reason)
        skip = Skip(cell=step.cell, line=step.line, reason=reason)
        self._job = self._job.model_copy(update={"skips": (*self._job.skips, skip)})

    def ask(
        self,
        checker: str,
        probe: Model,
        seconds: float | None = None,
        again: Again | None = None,
    ) -> Outcome | Ended:
        """The outcome of one look, or how the child ended over it.

        It may take `seconds`, or else what the limits allow any question; with `again`, which has
        the program run once more before, as much longer as a program may take.
        """
        if self._ahead is not None:
            sent, self._ahead = self._ahead, None
            outcome = self._answer_to(sent)
            if sent.question.checker == checker and sent.probe is probe and again is None:
                return outcome
        if not self._time_left() or self.run() is None:
            return self.lost[-1].ended if self.lost else Ended(reason="timeout")
        return self._answer_to(self._send(self._living(), checker, probe, seconds, again))

    def ask_ahead(self, checker: str, probe: Model, seconds: float | None = None) -> None:
        """Has the child look already at what `ask` will be asked for next.

        All earlier answers have come by then: no code that runs for one of them can learn of it.
        """
        if self._ahead is None and self._child and self._current and self._time_left():
            self._ahead = self._send(self._child, checker, probe, seconds, None)

    def _send(
        self, child: Child, checker: str, probe: Model, seconds: float | None, again: Again | None
    ) -> Sent:
        question = Question(
            id=secrets.token_hex(16),
            checker=checker,
            probe=probe.model_dump(warnings=False),
            again=again,
        )
        limits = self._job.limits
        allowed = limits.question_seconds if seconds is None else seconds
        if again is not None:
            allowed = min(allowed + limits.program_seconds, self._deadline - time.monotonic())
        try:
            child.send(question, allowed)
        except ChildEndedError as error:
            return Sent(child, probe, question, allowed, error.ended)
        return Sent(child, probe, question, allowed)

    def _answer_to(self, sent: Sent) -> Outcome | Ended:
        """Waits for it; from now on, so that it does not matter how long nobody was listening."""
        try:
            outcome = sent.ended or self._received(sent)
        except ChildEndedError as error:
            outcome = error.ended
        if isinstance(outcome, Ended):
            self.ended.append(outcome.reason)
        if sent.child.has_ended:
            self._child = None
            self._current = None
        return outcome

    def _received(self, sent: Sent) -> Outcome:
        answer = sent.child.receive(time.monotonic() + sent.seconds)
        if not isinstance(answer, Answer) or answer.id != sent.question.id:
            raise sent.child.end("garbled", "it answered a question that was not asked")
        self.tampering.update(answer.tampering)
        return answer.outcome

    @property
    def pid(self) -> int | None:
        """The living child's process, as its starter numbers it."""
        return self._child.pid if self._child else None

    def close(self) -> None:
        """Ends the child, if one lives."""
        if self._child is not None:
            self._child.let_go()
            self._child = None
