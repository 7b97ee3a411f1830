"""One run of one program, over as many children as it takes."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import NamedTuple, Protocol

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
    Raised,
    Ran,
    Skip,
    Step,
)
from grader.runner.child import Child, ChildEndedError
from grader.runner.questions import Questions, Wanted

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


class Made(NamedTuple):
    """A question as it is sent."""

    wanted: Wanted
    id: str
    frame: bytes
    seconds: float


class Sent(NamedTuple):
    """A question on its way; `ended` if there was nobody left to take it."""

    child: Child
    made: Made
    ended: Ended | None = None


class Session:
    """Runs a program, then answers questions about it.

    When a child dies or hangs while running the program, another runs it again without that piece;
    when it does so over a question, that question is lost and the next one gets a new child. The
    program starts at once, so that several sessions can run side by side; `questions` are kept for
    others that are asked the same.
    """

    def __init__(self, runner: Starter, job: Job, questions: Questions | None = None) -> None:
        self._runner = runner
        self._job = job
        self._questions = questions or Questions()
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
        then: Wanted | None = None,
    ) -> Outcome | Ended:
        """The outcome of one look, or how the child ended over it.

        It may take `seconds`, or else what the limits allow any question; with `again`, which has
        the program run once more before, as much longer as a program may take. `then` is what will
        be asked next: the child is sent it as soon as this answer has come and is found to be one,
        so no code that runs for this answer can learn of it.
        """
        wanted = Wanted(checker, probe, seconds)
        sent = self._sent_ahead(wanted, again)
        if sent is None:
            if not self._time_left() or self.run() is None:
                return self.lost[-1].ended if self.lost else Ended(reason="timeout")
            sent = self._send(self._living(), self._made(wanted, again))
        following = None if then is None else self._made(then)
        outcome = self._answer_to(sent)
        if following is not None and self._child is sent.child and self._time_left():
            self._ahead = self._send(sent.child, following)
        return outcome

    def _sent_ahead(self, wanted: Wanted, again: Again | None) -> Sent | None:
        """The question, if it is on its way; another one that is, is waited for and forgotten."""
        sent, self._ahead = self._ahead, None
        if sent is None or (sent.made.wanted == wanted and again is None):
            return sent
        self._answer_to(sent)
        return None

    def _made(self, wanted: Wanted, again: Again | None = None) -> Made:
        number, frame = self._questions.frame(wanted, again)
        limits = self._job.limits
        allowed = limits.question_seconds if wanted.seconds is None else wanted.seconds
        if again is not None:
            allowed = min(allowed + limits.program_seconds, self._deadline - time.monotonic())
        return Made(wanted, number, frame, allowed)

    def _send(self, child: Child, made: Made) -> Sent:
        try:
            child.send(made.frame, made.seconds)
        except ChildEndedError as error:
            return Sent(child, made, error.ended)
        return Sent(child, made)

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
        answer = sent.child.receive(time.monotonic() + sent.made.seconds)
        if not isinstance(answer, Answer) or answer.id != sent.made.id:
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
