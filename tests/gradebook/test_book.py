"""A class's outcomes → its gradebook."""

import gc
import tracemalloc
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.errors import OurError
from grader.gradebook import attention, final_score, gradebook_of
from grader.model.classroom import Student
from grader.model.course import Late, Policy
from grader.model.message import say

GONE = say("The file is not a notebook.")


def test_one_mark_per_student_with_everything_that_exports_need(the_set, outcome):
    outcomes = [outcome("kim", "pfpp", flags=2, name="김하나", submitted="2026-11-19T10:00:00Z")]
    book = gradebook_of(outcomes, the_set, Policy(), [Student(id="lee")])
    kim, lee = book.marks[1], book.marks[0]
    assert (kim.status, kim.raw, kim.score, kim.penalty) == ("graded", 7.0, 7.0, 0.0)
    assert kim.items == ("passed", "failed", "passed", "passed")
    assert kim.scores == (1.0, 0.0, 2.0, 4.0)
    assert (kim.flags, kim.seconds, kim.late, kim.isolation) == (2, 0.25, False, "sealed")
    assert (kim.shown, kim.attempt, kim.attempts) == ("kim.py", 1, 1)
    assert (lee.status, lee.raw, lee.score, lee.items) == ("missing", None, None, ())
    assert (book.set, book.set_digest, book.raw_max, book.max_score) == ("demo", "d" * 64, 10, 10)
    names = ["one/one-1", "one/one-2", "two/two-1", "three/three-1"]
    assert [column.name for column in book.columns] == names
    assert [column.hidden for column in book.columns] == [False, False, False, True]


def test_statuses(the_set, outcome):
    outcomes = [
        outcome("a", "pppp"),
        outcome("b", "ppbp"),
        outcome("c", GONE),
        outcome("d", say("The worker died twice."), ours=True),
    ]
    book = gradebook_of(outcomes, the_set, Policy(), [Student(id="e"), Student(id="a")])
    told = {mark.student.id: (mark.status, mark.score) for mark in book.marks}
    assert told == {
        "a": ("graded", 10.0),
        "b": ("incomplete", 8.0),
        "c": ("unreadable", None),
        "d": ("broken", None),
        "e": ("missing", None),
    }
    final = [final_score(mark) for mark in book.marks]
    assert final == [10.0, None, None, None, None]
    told_to = [final_score(mark, include_incomplete=True) for mark in book.marks]
    assert told_to == [10.0, 8.0, None, None, None]


def test_students_are_in_order_of_name_and_id(the_set, outcome):
    outcomes = [
        outcome("3", "p", name="이둘"),
        outcome("2", "p", name="김하나"),
        outcome("1", "p", name="김하나"),
        outcome("zed", "p"),
    ]
    book = gradebook_of(outcomes, the_set, Policy(), [Student(id="0", name="Adams")])
    assert [mark.student.id for mark in book.marks] == ["0", "zed", "1", "2", "3"]


@pytest.mark.parametrize(
    ("policy", "attempts", "chosen", "status"),
    [
        pytest.param("latest", ["pppp", "ffff"], 2, "graded", id="the latest, though worse"),
        pytest.param("best", ["pppp", "ffff"], 1, "graded", id="the best, though earlier"),
        pytest.param("best", ["pfff", "pfff"], 2, "graded", id="of equals the later"),
        pytest.param("latest", ["pppp", GONE], 2, "unreadable", id="the latest, unreadable"),
        pytest.param("best", ["pfff", GONE], 1, "graded", id="the best is one that can be read"),
        pytest.param("best", [GONE, GONE], 2, "unreadable", id="none can be read"),
        pytest.param("best", ["pppf", "ppfb"], 2, "incomplete", id="ours may still be the best"),
        pytest.param("best", ["pppp", "ppbp"], 1, "graded", id="ours can no longer be better"),
    ],
)
@pytest.mark.parametrize("backwards", [False, True], ids=["in order", "backwards"])
def test_which_attempt_counts(the_set, outcome, policy, attempts, chosen, status, backwards):
    outcomes = [outcome("kim", each, attempt=number) for number, each in enumerate(attempts, 1)]
    if backwards:
        outcomes.reverse()
    (mark,) = gradebook_of(outcomes, the_set, Policy(attempt=policy)).marks
    assert (mark.attempt, mark.status, mark.attempts) == (chosen, status, 2)


def test_an_attempt_that_we_lost_may_have_been_the_best(the_set, outcome):
    lost = outcome("kim", say("The worker died twice."), ours=True, attempt=1)
    good = outcome("kim", "pppf", attempt=2)
    perfect = outcome("kim", "pppp", attempt=2)
    best = Policy(attempt="best")
    assert gradebook_of([lost, good], the_set, best).marks[0].status == "broken"
    assert gradebook_of([lost, perfect], the_set, best).marks[0].status == "graded"


def test_the_best_is_so_after_what_lateness_takes_off(the_set, outcome):
    due = datetime(2026, 11, 20, tzinfo=UTC)
    policy = Policy(due=due, attempt="best", late=Late(percent=50))
    outcomes = [
        outcome("kim", "ffpp", attempt=1, submitted="2026-11-19T23:00:00Z"),
        outcome("kim", "pppp", attempt=2, submitted="2026-11-20T01:00:00Z"),
    ]
    (mark,) = gradebook_of(outcomes, the_set, policy).marks
    assert (mark.attempt, mark.score) == (1, 6.0)


def test_versions_and_seeds(the_set, outcome):
    one = gradebook_of([outcome("a", "p"), outcome("b", "p")], the_set, Policy())
    assert (one.seed, one.seeds, len(one.versions)) == (1, 1, 1)
    outcomes = [outcome("a", "p", seed=2, version="0.2.0"), outcome("b", "p")]
    two = gradebook_of(outcomes, the_set, Policy())
    assert (two.seed, two.seeds) == (None, 2)
    assert [each.grader for each in two.versions] == ["0.1.0", "0.2.0"]


def test_a_report_of_another_version_of_the_set(the_set, outcome):
    wrong = outcome("kim", "pppp")
    items = wrong.report.items[:-1]
    report = wrong.report.model_copy(update={"items": items})
    with pytest.raises(OurError) as caught:
        gradebook_of([wrong.model_copy(update={"report": report})], the_set, Policy())
    told = "The report of kim.py is not of this version of the set. Grade it again."
    assert str(caught.value) == told


@given(
    st.permutations([(s, a) for s in "abc" for a in (1, 2, 3)]),
    st.sampled_from(["best", "latest"]),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
def test_the_order_of_outcomes_does_not_matter(the_set, outcome, order, attempt):
    letters = {1: "pfpf", 2: "ppff", 3: "fffp"}
    outcomes = [outcome(s, letters[a], attempt=a) for s, a in order]
    policy = Policy(attempt=attempt)
    assert gradebook_of(outcomes, the_set, policy) == gradebook_of(
        sorted(outcomes, key=lambda each: (each.hand_in.student.id, each.hand_in.attempt)),
        the_set,
        policy,
    )


def test_a_mark_is_slim(the_set, outcome):
    kept = outcome("kim", "pppp")

    def many():
        for number in range(2000):
            student = Student(id=str(number))
            hand_in = kept.hand_in.model_copy(update={"student": student})
            yield kept.model_copy(update={"hand_in": hand_in})

    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    book = gradebook_of(many(), the_set, Policy())
    used = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert len(book.marks) == 2000
    assert used / 2000 < 6000


@pytest.mark.parametrize(
    ("result", "more", "told"),
    [
        pytest.param("pppp", {}, [], id="nothing"),
        pytest.param(
            "ppbp",
            {},
            ["An item could not be graded, by our fault: the score is not final."],
            id="incomplete",
        ),
        pytest.param(
            GONE,
            {},
            ["What was handed in cannot be read.", "The file is not a notebook."],
            id="unreadable",
        ),
        pytest.param(
            say("It died."),
            {"ours": True},
            ["It could not be graded, by our fault.", "It died."],
            id="broken",
        ),
        pytest.param("p", {"flags": 1}, ["There is 1 flag to look at."], id="a flag"),
        pytest.param("p", {"flags": 3}, ["There are 3 flags."], id="flags"),
        pytest.param(
            "p",
            {"late": True},
            ["It is late, but nobody said by how much: nothing was taken off."],
            id="late without a time",
        ),
    ],
)
def test_what_needs_a_human(the_set, outcome, result, more, told):
    policy = Policy(late=Late(percent=10))
    book = gradebook_of([outcome("kim", result, **more)], the_set, policy)
    assert [str(each) for each in attention(book, book.marks[0])] == told


def test_an_unreadable_attempt_beside_others_needs_a_human(the_set, outcome):
    outcomes = [outcome("kim", "pppp"), outcome("kim", GONE, attempt=2)]
    book = gradebook_of(outcomes, the_set, Policy())
    assert "There are other attempts." in map(str, attention(book, book.marks[0]))


def test_a_missing_student_needs_nobody(the_set):
    book = gradebook_of([], the_set, Policy(), [Student(id="lee")])
    assert attention(book, book.marks[0]) == ()
