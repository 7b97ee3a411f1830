"""The life of one child: confine, run the program, answer questions until nobody asks."""

from __future__ import annotations

from dataclasses import dataclass

from grader.checkers import checker_named
from grader.child.channel import Channel
from grader.child.confine import Prepared, Settings, apply
from grader.child.look import look
from grader.child.outcomes import AbsentError, StudentError
from grader.child.programs import Running, ready
from grader.child.raised import text_of
from grader.child.state import TorchState
from grader.child.subject import LiveSubject
from grader.child.tampering import Baseline
from grader.model.run import Answer, Job, Observed, Outcome, Question, Ran, Ready, Step, Unreadable


@dataclass(frozen=True)
class Desk:
    """What a child answers questions with once its program has run."""

    running: Running
    state: TorchState
    baseline: Baseline


def serve(channel: Channel, prepared: Prepared, work: str, keep: tuple[int, ...]) -> None:
    """Runs the one job that comes first, then answers until the parent hangs up or kills."""
    job = Job.model_validate(channel.receive())
    settings = Settings(work=work, limits=job.limits, off=frozenset(job.layers_off), keep=keep)
    channel.send(Ready(layers=apply(prepared, settings)))
    channel.send(Step(cell=1, line=1))
    desk = _run(job, work, channel)
    while (tree := channel.receive()) is not None:
        channel.send(_answer(desk, Question.model_validate(tree)))


def _run(job: Job, work: str, channel: Channel) -> Desk:
    go = ready(job, work, channel.send, look)
    baseline = Baseline.capture()
    running = go()
    channel.send(Ran(cells=running.cells, notes=running.notes, tampering=baseline.changes()))
    return Desk(running, TorchState.capture(), baseline)


def _answer(desk: Desk, question: Question) -> Answer:
    subject = LiveSubject(desk.running)
    outcome = _outcome(subject, question)
    if not subject.ran_code:
        return Answer(id=question.id, outcome=outcome)
    desk.state.restore()
    return Answer(id=question.id, outcome=outcome, tampering=desk.baseline.changes())


def _outcome(subject: LiveSubject, question: Question) -> Outcome:
    try:
        checker = checker_named(question.checker)
        seen = checker.observe(subject, checker.Probe.model_validate(question.probe))
    except AbsentError as error:
        return error.outcome
    except StudentError as error:
        return error.outcome
    except BaseException as error:  # noqa: BLE001 - whatever a hostile object raises is told, not obeyed
        return Unreadable(why=f"{type(error).__name__}: {text_of(error)}"[:2000])
    return Observed(seen=seen.model_dump(), found=subject.found)
