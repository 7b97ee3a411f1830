"""A question is written once, and is another one each time it is sent."""

from __future__ import annotations

from grader.checkers.stock import One
from grader.model.run import Again, Question
from grader.runner.questions import BLANK, Questions, Wanted
from grader.wire import decode


def test_each_has_an_id_of_its_own() -> None:
    questions = Questions()
    wanted = Wanted("value", One.model_validate({"of": {"variable": "x0" + BLANK}}), None)
    sent = [questions.frame(wanted, None) for _ in range(3)]
    assert len({number for number, _ in sent}) == 3
    for number, frame in sent:
        assert Question.model_validate(decode(frame)) == Question(
            id=number, checker="value", probe=wanted.probe.model_dump()
        )


def test_what_is_asked_of_another_run_is_another_question() -> None:
    questions, again = Questions(), Again(seed=1)
    wanted = Wanted("value", One.model_validate({"of": "x"}), None)
    assert decode(questions.frame(wanted, None)[1])["again"] is None
    assert decode(questions.frame(wanted, again)[1])["again"] == again.model_dump()


def test_probes_are_told_apart() -> None:
    questions = Questions()
    names = [f"x{number}" for number in range(50)]
    asked = [
        decode(questions.frame(Wanted("value", One.model_validate({"of": name}), None), None)[1])
        for name in names
    ]
    assert [each["probe"]["of"]["variable"] for each in asked] == names
