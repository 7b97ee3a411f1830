"""What a course's policy does to scores."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.gradebook import as_students_see, gradebook_of
from grader.gradebook.lateness import Lateness
from grader.gradebook.scoring import max_score, scored
from grader.model.course import Late, Policy, Scale
from grader.model.gradebook import Column
from grader.model.message import Text

DUE = datetime(2026, 11, 20, 14, 59, tzinfo=UTC)


def at(**after: float) -> str:
    return (DUE + timedelta(**after)).isoformat().replace("+00:00", "Z")


def mark_for(the_set, outcome, policy, letters="pppp", **more):
    (mark,) = gradebook_of([outcome("kim", letters, **more)], the_set, policy).marks
    return mark


TEN_A_DAY = Late(percent=10)


@pytest.mark.parametrize(
    ("late", "after", "score", "why"),
    [
        pytest.param(TEN_A_DAY, {"hours": -1}, 10, None, id="in time"),
        pytest.param(TEN_A_DAY, {}, 10, None, id="to the second"),
        pytest.param(
            TEN_A_DAY,
            {"seconds": 1},
            9,
            "It came late, on the first day: 10% of the maximum is taken off.",
            id="a second late is the first day",
        ),
        pytest.param(
            TEN_A_DAY,
            {"hours": 24},
            9,
            "It came late, on the first day: 10% of the maximum is taken off.",
            id="a day to the second",
        ),
        pytest.param(
            TEN_A_DAY,
            {"hours": 25},
            8,
            "It came late, on day 2 after the due date: 20% of the maximum is taken off.",
            id="the second day",
        ),
        pytest.param(
            Late(percent=5, per="hour", at_most=20),
            {"days": 3},
            8,
            "It came late, in hour 72 after the due date: 20% of the maximum is taken off.",
            id="by the hour, capped",
        ),
        pytest.param(
            Late(percent=2.5, per="hour"),
            {"minutes": 59},
            9.75,
            "It came late, in the first hour: 2.5% of the maximum is taken off.",
            id="the first hour",
        ),
        pytest.param(
            Late(percent=10, grace_minutes=15),
            {"minutes": 15},
            10,
            "It came late, but within the 15 minutes of grace: nothing is taken off.",
            id="within the grace",
        ),
        pytest.param(
            Late(percent=10, grace_minutes=1),
            {"seconds": 30},
            10,
            "It came late, but within the minute of grace: nothing is taken off.",
            id="a minute of grace",
        ),
        pytest.param(
            Late(percent=10, grace_minutes=15),
            {"hours": 24, "minutes": 1},
            8,
            "It came late, on day 2 after the due date: 20% of the maximum is taken off.",
            id="beyond the grace it counts from the due date",
        ),
        pytest.param(
            Late(percent=60),
            {"days": 30},
            0,
            "It came late, on day 30 after the due date: 100% of the maximum is taken off.",
            id="never below nothing",
        ),
        pytest.param(None, {"days": 2}, 10, None, id="late costs nothing"),
    ],
)
def test_lateness(the_set, outcome, late, after, score, why):
    policy = Policy(due=DUE, late=late)
    mark = mark_for(the_set, outcome, policy, submitted=at(**after))
    assert (mark.score, mark.penalty, mark.raw) == (score, 10 - score, 10)
    assert mark.late is (timedelta(**after) > timedelta(0))
    assert [str(reason) for reason in mark.reasons] == ([why] if why else [])


def test_a_share_of_the_score_itself(the_set, outcome):
    late = Late(percent=50, of="score")
    policy = Policy(due=DUE, late=late)
    mark = mark_for(the_set, outcome, policy, "ppff", submitted=at(hours=1))
    assert (mark.score, mark.penalty) == (2.0, 2.0)
    told = "It came late, on the first day: 50% of the score is taken off."
    assert str(mark.reasons[0]) == told


def test_the_score_in_time_is_not_told_as_a_penalty_beyond_it(the_set, outcome):
    policy = Policy(due=DUE, late=Late(percent=50))
    mark = mark_for(the_set, outcome, policy, "pfff", submitted=at(hours=1))
    assert (mark.score, mark.penalty) == (0.0, 1.0)


def test_late_by_word_of_the_system_only(the_set, outcome):
    policy = Policy(due=DUE, late=TEN_A_DAY)
    mark = mark_for(the_set, outcome, policy, late=True)
    assert (mark.score, mark.late) == (10, True)
    told = "It is said to be late, but not by how much: nothing is taken off. Decide by hand."
    assert [str(reason) for reason in mark.reasons] == [told]


def test_our_due_date_goes_before_the_systems_word(the_set, outcome):
    policy = Policy(due=DUE, late=TEN_A_DAY)
    mark = mark_for(the_set, outcome, policy, late=True, submitted=at(hours=-1))
    assert (mark.score, mark.late) == (10, False)


def test_late_is_told_where_there_is_no_policy(the_set, outcome):
    mark = mark_for(the_set, outcome, Policy(), late=True, submitted=at(hours=9))
    assert (mark.score, mark.late, mark.reasons) == (10, True, ())


@pytest.mark.parametrize(
    ("letters", "count", "score", "why"),
    [
        pytest.param("pppp", 0, 10, None, id="none"),
        pytest.param(
            "ppfp", 1, 10, "The lowest problem does not count: two.", id="one that earned nothing"
        ),
        pytest.param(
            "ppff",
            1,
            pytest.approx(10 * 4 / 6),
            "The lowest problem does not count: three.",
            id="of equals that with more points",
        ),
        pytest.param(
            "pfpp", 1, 10, "The lowest problem does not count: one.", id="the lowest share"
        ),
        pytest.param("pffp", 2, 10, "The 2 lowest problems do not count: two, one.", id="two"),
        pytest.param(
            "pffp", 9, 10, "The 2 lowest problems do not count: two, one.", id="one always counts"
        ),
    ],
)
def test_lowest_problems_are_dropped(the_set, outcome, letters, count, score, why):
    mark = mark_for(the_set, outcome, Policy(drop_lowest=count), letters)
    assert mark.score == score
    assert [str(reason) for reason in mark.reasons] == ([why] if why else [])


@pytest.mark.parametrize(
    ("scale", "letters", "score"),
    [
        pytest.param(Scale(to=100), "pfff", 10, id="to 100"),
        pytest.param(Scale(to=5), "pppf", 3, id="to 5"),
        pytest.param(Scale(to=25, decimals=0), "pfff", 3, id="a half goes up"),
        pytest.param(Scale(to=25, decimals=0, rounding="down"), "pfff", 2, id="down"),
        pytest.param(Scale(to=1, decimals=0, rounding="up"), "pfff", 1, id="up"),
        pytest.param(
            Scale(to=2.5, decimals=0, rounding="up"), "pppp", 2.5, id="up to the end only"
        ),
    ],
)
def test_scales(the_set, outcome, scale, letters, score):
    book = gradebook_of([outcome("kim", letters)], the_set, Policy(scale=scale))
    assert (book.marks[0].score, book.max_score, book.raw_max) == (score, scale.to, 10)


def test_all_of_it_at_once(the_set, outcome):
    """5 of 10; without `two` 5 of 8, of 20 that is 12.5; the second day takes 4 of 20."""
    policy = Policy(due=DUE, late=TEN_A_DAY, drop_lowest=1, scale=Scale(to=20, decimals=1))
    mark = mark_for(the_set, outcome, policy, "pffp", submitted=at(hours=30))
    assert (mark.raw, mark.score, mark.penalty) == (5.0, 8.5, 4.0)
    assert len(mark.reasons) == 2


points = st.floats(0, 100).map(lambda number: round(number, 2))


@given(
    items=st.lists(st.tuples(st.sampled_from("abc"), points, st.floats(0, 1)), min_size=1),
    drop=st.integers(0, 4),
    percent=st.floats(0, 100),
    scale=st.none() | st.builds(Scale, to=st.floats(0.5, 1000), decimals=st.integers(0, 6)),
)
def test_a_score_is_never_below_nothing_nor_above_the_maximum(items, drop, percent, scale):
    columns = [
        Column(problem=problem, item=str(number), title=Text("x"), points=worth)
        for number, (problem, worth, _) in enumerate(items)
    ]
    scores = [worth * share for _, worth, share in items]
    policy = Policy(drop_lowest=drop, scale=scale, late=Late(percent=100))
    found = scored(columns, scores, policy, Lateness(late=True, percent=percent))
    most = max_score(columns, policy)
    assert 0 <= found.score <= most * (1 + 1e-9)
    assert 0 <= found.penalty <= most * (1 + 1e-9)


@pytest.mark.parametrize(
    ("when", "due", "now", "hidden"),
    [
        pytest.param("never", DUE, timedelta(days=9), True, id="never"),
        pytest.param("always", None, timedelta(0), False, id="always"),
        pytest.param("after_due_date", DUE, timedelta(0), True, id="at the due date"),
        pytest.param("after_due_date", DUE, timedelta(seconds=1), False, id="after it"),
        pytest.param("after_due_date", None, timedelta(days=9), True, id="without a due date"),
    ],
)
def test_when_hidden_items_are_seen(outcome, when, due, now, hidden):
    report = outcome("kim", "pppp").report
    policy = Policy(due=due, hidden_items=when)
    seen = as_students_see(report, policy, DUE + now)
    assert [item.hidden for item in seen.items] == [False, False, False, hidden]
    assert [item.hidden for item in report.items][-1] is True
