"""The life of one child: confine, run the program, answer questions until nobody asks."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field

from grader.checkers import Checker
from grader.child.channel import Channel
from grader.child.confine import Prepared, Settings, apply
from grader.child.look import look
from grader.child.outcomes import AbsentError, StudentError
from grader.child.output import printing
from grader.child.own import OwnHalf, unreadable
from grader.child.programs import Running, ready, run_again
from grader.child.seeds import mixing_seeds
from grader.child.state import TorchState
from grader.child.subject import LiveSubject
from grader.child.tampering import Baseline
from grader.model.run import (
    Again,
    Answer,
    Job,
    Observed,
    Outcome,
    Question,
    Ran,
    Ready,
    Sighting,
    Terms,
)


@dataclass(frozen=True)
class Asked:
    """What a child answers questions with once its program has run.

    `state` is how the run left the libraries; `origin` and `last_module` how it found them.
    `others` are further runs.
    """

    job: Job
    running: Running
    state: TorchState
    baseline: Baseline
    checks: OwnHalf
    origin: TorchState
    last_module: str
    others: dict[Again, Running] = field(default_factory=dict)

    def another(self, again: Again) -> Running:
        """That run, made now if it has not been."""
        if again not in self.others:
            self.origin.restore()
            job = self.job.model_copy(update={"seed": again.seed})
            with printing(wanted=not again.silent):
                self.others[again] = run_again(job, self.running, look, self.last_module)
        return self.others[again]


def serve(channel: Channel, prepared: Prepared, work: str, keep: tuple[int, ...]) -> None:
    """Runs the one job that comes once it is confined, then answers until the parent hangs up."""
    terms = Terms.model_validate(channel.receive())
    settings = Settings(work=work, limits=terms.limits, off=frozenset(terms.layers_off), keep=keep)
    channel.send(Ready(layers=apply(prepared, settings)))
    if (told := channel.receive()) is None:
        return
    job = Job.model_validate(told)
    channel.step(1, 1)
    asked = _run(job, work, channel)
    while (tree := channel.receive()) is not None:
        channel.send(answer(asked, Question.model_validate(tree)))


def _run(job: Job, work: str, channel: Channel) -> Asked:
    checks = OwnHalf.of(job.checks)
    go = ready(job, work, channel.step, look)
    baseline, origin, last = Baseline.capture(), TorchState.capture(), next(reversed(sys.modules))
    running = go()
    channel.send(Ran(cells=running.cells, notes=running.notes, tampering=baseline.changes()))
    return Asked(job, running, TorchState.capture(), baseline, checks, origin, last)


def answer(asked: Asked, question: Question) -> Answer:
    """What the question finds; the process is left as it was before."""
    if question.again is not None:
        return _answer_again(asked, question, question.again)
    subject = LiveSubject(asked.running)
    outcome = _with_others(subject, question, asked.checks)
    if not subject.ran_code:
        return Answer(id=question.id, outcome=outcome)
    return _left_as_found(asked, question, outcome)


def _answer_again(asked: Asked, question: Question, again: Again) -> Answer:
    with mixing_seeds(again.salt):
        subject = LiveSubject(asked.another(again))
        outcome = _with_others(subject, question, asked.checks)
    return _left_as_found(asked, question, outcome)


def _left_as_found(asked: Asked, question: Question, outcome: Outcome) -> Answer:
    asked.state.restore()
    return Answer(id=question.id, outcome=outcome, tampering=asked.baseline.changes())


def _with_others(subject: LiveSubject, question: Question, checks: OwnHalf) -> Outcome:
    """The outcome; where a section was searched, of every find that could be looked at."""
    outcomes = [_outcome(subject, question, checks)]
    while len(outcomes) < subject.choices:
        subject.pick = len(outcomes)
        outcomes.append(_outcome(subject, question, checks))
    observed = [each for each in outcomes if isinstance(each, Observed)]
    if not observed:
        return outcomes[0]
    best, *others = observed
    return best.model_copy(update={"others": tuple(map(_sighting, others))})


def _sighting(observed: Observed) -> Sighting:
    return Sighting(**{name: getattr(observed, name) for name in Sighting.model_fields})


def _outcome(subject: LiveSubject, question: Question, checks: OwnHalf) -> Outcome:
    try:
        checker = checks.checker(question.checker)
        assert isinstance(checker, Checker), "the text alone is judged elsewhere"
        probe = checker.Probe.model_validate(question.probe)
        subject.record_calls_for(probe)
        seen = checker.observe(subject, probe)
    except AbsentError as error:
        return error.outcome
    except StudentError as error:
        return error.outcome
    except BaseException as error:  # noqa: BLE001 - whatever a hostile object raises is told, not obeyed
        return unreadable(error)
    picked = subject.picked
    return Observed(
        seen=seen.model_dump(),
        found=subject.found,
        how=picked.how if picked else None,
        place=picked.place if picked else None,
    )
