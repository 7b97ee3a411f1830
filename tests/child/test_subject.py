"""Finding what a target names in a program that has run."""

import builtins

import pytest
import torch
from pydantic import TypeAdapter

from grader.child.look import look
from grader.child.outcomes import AbsentError, StudentError
from grader.child.output import Sink
from grader.child.places import Places
from grader.child.programs import Running
from grader.child.spies import Spies
from grader.child.subject import LiveSubject
from grader.child.trail import Trail
from grader.model.run import CellEvidence, Place
from grader.model.submission import Program
from grader.model.targets import Call, Displayed, Expression, Printed, Section, Target, Variable
from grader.model.values import IntValue

TARGET: TypeAdapter[Target] = TypeAdapter(Target)
PROGRAM = """
vector = [1, 2]
stub = None
dots = ...
_hidden = 1

class Model:
    scale = 3

    def __init__(self):
        self.bias = None

    @staticmethod
    def double(x):
        return x * 2

    def shift(self, x, by=1):
        return x + by

    @property
    def broken(self):
        raise ValueError("no such luck")

model = Model()

def fails(x):
    raise KeyError("deep")

def leaves():
    raise SystemExit(3)
"""


def run(source=PROGRAM, made=(), displays=(), printed=()):
    namespace = {"__builtins__": builtins}
    exec(compile(source, "student.py", "exec"), namespace)
    return Running(
        namespace=namespace,
        made=dict(made),
        displays=displays,
        cells=tuple(CellEvidence(number=n, printed=text) for n, text in enumerate(printed, 1)),
        notes=(),
        places=Places(files={"student.py": "student.py"}),
        spies=Spies(()),
        trail=Trail(Program(kind="module", name="student.py", cells=()), (), Sink(0)),
        figures=(),
        work="",
    )


@pytest.fixture
def subject():
    return LiveSubject(run())


def absence(subject, target):
    with pytest.raises(AbsentError) as caught:
        subject.find(target)
    return caught.value.outcome


def failure(subject, target):
    with pytest.raises(StudentError) as caught:
        subject.find(target)
    return caught.value.outcome.error


class TestVariables:
    def test_the_name_itself(self, subject):
        assert subject.find(Variable(variable="vector")) == [1, 2]
        assert subject.found == "vector"

    def test_the_first_alias_that_holds_something(self, subject):
        target = Variable(variable="nothing", aliases=("stub", "vector"))
        assert subject.find(target) == [1, 2]
        assert subject.found == "vector"

    def test_a_missing_name_tells_what_there_is(self, subject):
        outcome = absence(subject, Variable(variable="vectr", aliases=("v",)))
        assert (outcome.name, outcome.still_stub, subject.found) == ("vectr", False, None)
        assert outcome.names[0] == ("vector", "list")
        names = [name for name, _ in outcome.names]
        assert names == ["vector", "stub", "dots", "Model", "model", "fails", "leaves"]

    @pytest.mark.parametrize("name", ["stub", "dots"])
    def test_a_starters_stub_is_told_as_such(self, subject, name):
        outcome = absence(subject, Variable(variable=name))
        assert (outcome.name, outcome.still_stub) == (name, True)

    def test_at_most_300_names_are_told(self):
        subject = LiveSubject(run("\n".join(f"v{n} = {n}" for n in range(400))))
        assert len(absence(subject, Variable(variable="x")).names) == 300

    def test_as_it_was_when_made(self):
        value = look([1, 2])
        running = run("held = [1, 2]\nheld.append(3)", made={"held": value})
        subject = LiveSubject(running)
        assert subject.look(subject.find(Variable(variable="held", when="made"))) == value
        assert subject.find(Variable(variable="held")) == [1, 2, 3]

    def test_without_a_snapshot_as_it_is(self, subject):
        assert subject.find(Variable(variable="vector", when="made")) == [1, 2]


class TestExpressions:
    def test_over_the_programs_names(self, subject):
        text = "[x * model.scale for x in vector if (lambda y: y)(x)][-1] + len(vector)"
        assert subject.find(Expression(expression=text)) == 8
        assert subject.found == text

    def test_a_missing_name_is_absent(self, subject):
        assert absence(subject, Expression(expression="vectr[0]")).name == "vectr"

    def test_a_stub_in_it_is_told_as_such(self, subject):
        assert absence(subject, Expression(expression="stub.shape")).still_stub

    def test_what_it_raises_is_the_students(self, subject):
        error = failure(subject, Expression(expression="fails(vector[0])"))
        assert (error.type, error.text) == ("KeyError", "'deep'")
        assert error.place == Place(file="student.py", line=27)

    def test_leaving_is_no_way_out(self, subject):
        assert failure(subject, Expression(expression="leaves()")).type == "SystemExit"


class TestCalls:
    @pytest.mark.parametrize(
        ("target", "result"),
        [
            (Call(call="Model.double", args=(4,)), 8),
            (Call(call="model.shift", args=(IntValue(digits="4"),), kwargs={"by": 3}), 7),
            (Call(call="nothing", aliases=("Model.triple", "Model.double"), args=((1,),)), [1, 1]),
        ],
    )
    def test_with_arguments(self, subject, target, result):
        assert subject.find(target) == result
        assert subject.found in (target.call, *target.aliases)

    def test_a_tensor_argument_is_fresh_each_time(self):
        subject = LiveSubject(run("def f(x):\n    return x.add_(1)"))
        target = Call(call="f", args=(look(torch.zeros(1)),))
        assert [subject.find(target).item() for _ in range(2)] == [1.0, 1.0]

    @pytest.mark.parametrize(
        ("call", "name", "stub"),
        [("nothing", "nothing", False), ("Model.triple", "Model.triple", False),
         ("stub", "stub", True), ("stub.f", "stub", True)],
    )  # fmt: skip
    def test_what_is_not_there(self, subject, call, name, stub):
        outcome = absence(subject, Call(call=call))
        assert (outcome.name, outcome.still_stub) == (name, stub)

    def test_a_stub_among_the_aliases_says_more_than_a_missing_name(self, subject):
        assert absence(subject, Call(call="nothing", aliases=("stub",))).still_stub

    @pytest.mark.parametrize(
        ("target", "kind"),
        [
            (Call(call="fails", args=(1,)), "KeyError"),
            (Call(call="leaves"), "SystemExit"),
            (Call(call="model.broken"), "ValueError"),
            (Call(call="fails"), "TypeError"),
            (Call(call="vector"), "TypeError"),
        ],
    )
    def test_what_it_raises_is_the_students(self, subject, target, kind):
        assert failure(subject, target).type == kind


class TestOutput:
    def test_the_last_and_the_nth_display(self):
        subject = LiveSubject(run(displays=[(2, "a"), (5, "b")]))
        assert subject.find(Displayed(displayed="last")) == "b"
        assert subject.found == "Out[5]"
        assert subject.find(Displayed(displayed=1)) == "a"
        assert subject.found == "Out[2]"

    @pytest.mark.parametrize("which", ["last", 1])
    def test_nothing_displayed(self, subject, which):
        assert absence(subject, Displayed(displayed=which)).what == "display"

    def test_printed_text(self):
        subject = LiveSubject(run(printed=("one\n", "two\n")))
        assert subject.find(Printed(printed="all")) == "one\ntwo\n"
        assert subject.find(Printed(printed=2)) == "two\n"
        assert absence(subject, Printed(printed=3)).what == "print"

    def test_a_section_that_is_not_there(self, subject):
        assert absence(subject, Section(section="Part 1")).what == "section"


def test_the_looks_of_one_question_share_a_budget(subject):
    big = torch.empty(8 << 20)
    told = [subject.look(big).unread for _ in range(3)]
    assert told == [None, None, "too_big"]


def test_objects_are_made_from_what_the_parent_sent(subject):
    assert subject.make((1, IntValue(digits="2"))) == [1, 2]
