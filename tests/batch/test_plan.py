"""What is due and what is reused."""

from __future__ import annotations

import os

import pytest

from grader.batch import fingerprint_of, open_journal, outcomes, plan
from grader.model.classroom import HandIn, Outcome, Student
from grader.model.message import say


@pytest.fixture
def journal(tmp_path):
    with open_journal(str(tmp_path / "out"), "tiny", 7) as opened:
        yield opened


@pytest.fixture
def hand_in(tmp_path):
    (tmp_path / "in").mkdir()

    def make(id_: str, text: str = "", **student: str) -> HandIn:
        file = tmp_path / "in" / f"{id_}.py"
        file.write_text(text or id_)
        person = Student(id=id_, **student)
        return HandIn(student=person, path=str(file), shown=f"{id_}.py")

    return make


def settle(journal, made, context="c", **more):
    """Writes down an outcome for everything that is due."""
    for work in made.due:
        outcome = Outcome(hand_in=work.hand_in, failure=say("no"), **more)
        journal.add(work.fingerprint, context, outcome)


def due(made):
    return [work.hand_in.student.id for work in made.due]


def test_everything_then_nothing_then_what_changed(journal, hand_in):
    hand_ins = [hand_in("kim"), hand_in("lee")]
    first = plan(hand_ins, journal, "c", 7)
    assert (due(first), first.reused) == (["kim", "lee"], 0)
    settle(journal, first)
    again = plan(hand_ins, journal, "c", 7)
    assert (due(again), again.reused) == ([], 2)
    changed = plan([hand_in("kim", "new text"), hand_ins[1]], journal, "c", 7)
    assert (due(changed), changed.reused) == (["kim"], 1)


def test_another_context_makes_everything_due(journal, hand_in):
    hand_ins = [hand_in("kim")]
    settle(journal, plan(hand_ins, journal, "c", 7))
    later = plan(hand_ins, journal, "d", 7)
    assert due(later) == ["kim"]
    assert list(outcomes(later, journal)()) == []


@pytest.mark.parametrize("pattern", ["k*", "Kim*", "kim@x", "77", "kim.py"])
def test_regrade_by_pattern(journal, hand_in, pattern):
    hand_ins = [hand_in("kim", name="Kim Min", email="kim@x", sid="77"), hand_in("lee")]
    settle(journal, plan(hand_ins, journal, "c", 7))
    again = plan(hand_ins, journal, "c", 7, [pattern])
    assert (due(again), again.reused) == (["kim"], 1)


def test_our_faults_are_tried_again(journal, hand_in):
    hand_ins = [hand_in("kim")]
    settle(journal, plan(hand_ins, journal, "c", 7), ours=True)
    assert due(plan(hand_ins, journal, "c", 7)) == ["kim"]


def test_the_same_bytes_are_graded_once_and_told_of_each(journal, hand_in, tmp_path):
    first = hand_in("kim", name="김")
    partner = first.model_copy(update={"student": Student(id="lee", name="이")})
    made = plan([first, partner], journal, "c", 7)
    assert due(made) == ["kim"]
    settle(journal, made)
    found = list(outcomes(made, journal)())
    assert [each.hand_in for each in found] == [first, partner]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_unreadable_bytes(journal, hand_in):
    locked = hand_in("kim")
    os.chmod(locked.path, 0)
    unreadable(journal, locked)


def test_vanished_bytes(journal, hand_in):
    gone = hand_in("kim")
    os.remove(gone.path)
    unreadable(journal, gone)


def unreadable(journal, hand_in):
    made = plan([hand_in], journal, "c", 7)
    assert due(made) == []
    (outcome,) = outcomes(made, journal)()
    assert str(outcome.failure) == (
        "kim.py cannot be read: give yourself the right to, and run the command again."
    )


def test_fingerprints(tmp_path):
    folder = tmp_path / "hw"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.py").write_text("1")
    alone = fingerprint_of(str(folder / "a.py"))
    before = fingerprint_of(str(folder))
    assert before != alone
    (folder / "deep" / "b.py").write_text("2")
    more = fingerprint_of(str(folder))
    assert more != before
    (folder / "deep" / "b.py").rename(folder / "deep" / "c.py")
    assert fingerprint_of(str(folder)) != more
    folder.rename(tmp_path / "elsewhere")
    assert fingerprint_of(str(tmp_path / "elsewhere")) not in (alone, before, more)
