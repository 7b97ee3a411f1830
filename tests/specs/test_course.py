"""`course.yaml`, read strictly."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from grader.errors import SpecError
from grader.model.course import Course, Late, Policy, Scale
from grader.specs import course_beside, read_course

FULL = """\
timezone: Asia/Seoul
attempt: best
hidden_items: after_due_date
late: {percent: 10, per: day, of: score, at_most: 50, grace_minutes: 15}
drop_lowest: 1
scale: {to: 100, decimals: 1, rounding: up}
sets:
  tensors:
    due: 2026-11-20 23:59
  autograd:
    due: 2026-12-01 12:00 -05:00
    late: null
    attempt: latest
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the sets `tensors` and `autograd`."""
    for slug in ("tensors", "autograd"):
        (tmp_path / slug).mkdir()
        spec = f"slug: {slug}\ntitle: T\nproblems:\n  - {{slug: a, title: A, items: []}}\n"
        (tmp_path / slug / "set.yaml").write_text(spec, "utf-8")
    return tmp_path


def write(folder: Path, text: str) -> str:
    (folder / "course.yaml").write_text(text, "utf-8")
    return str(folder / "course.yaml")


def mistakes(folder: Path, text: str) -> list[str]:
    file = write(folder, text)
    with pytest.raises(SpecError) as caught:
        read_course(file)
    return [str(each).removeprefix(f"{folder}/") for each in caught.value.mistakes]


def test_everything(folder):
    course = read_course(write(folder, FULL))
    tensors, autograd = course.policy("tensors"), course.policy("autograd")
    assert tensors == Policy(
        due=tensors.due,
        late=Late(percent=10, of="score", at_most=50, grace_minutes=15),
        attempt="best",
        drop_lowest=1,
        hidden_items="after_due_date",
        scale=Scale(to=100, decimals=1, rounding="up"),
    )
    assert tensors.due is not None
    assert tensors.due.astimezone(UTC) == datetime(2026, 11, 20, 14, 59, tzinfo=UTC)
    assert autograd.due is not None
    assert autograd.due.astimezone(UTC) == datetime(2026, 12, 1, 17, tzinfo=UTC)
    assert (autograd.late, autograd.attempt, autograd.drop_lowest) == (None, "latest", 1)
    assert course.policy("another") == course.usual
    assert course.usual.due is None


def test_beside_the_sets(folder, monkeypatch):
    write(folder, "drop_lowest: 2\n")
    assert course_beside(str(folder / "tensors")).usual.drop_lowest == 2
    monkeypatch.chdir(folder / "tensors")
    assert course_beside(".").usual.drop_lowest == 2


def test_no_file_is_no_policy(folder):
    assert course_beside(str(folder / "tensors")) == Course()


def test_the_number_of_mistakes(folder):
    file = write(folder, "atempt: best\ndrop: 1\n")
    with pytest.raises(SpecError, match=r"course\.yaml has 2 mistakes\.$"):
        read_course(file)
    write(folder, "atempt: best\n")
    with pytest.raises(SpecError, match=r"course\.yaml has 1 mistake\.$"):
        read_course(file)


KEYS = "due, late, attempt, drop_lowest, hidden_items, scale"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "lat: 3\n",
            f"1:1: lat: Unknown key `lat`; did you mean `late`? Known: {KEYS}, timezone, sets.",
            id="a key",
        ),
        pytest.param(
            "late: {percent: 10, pr: day}\n",
            "1:21: late.pr: Unknown key `pr`; did you mean `per`? Known: percent, per, of, "
            "at_most, grace_minutes.",
            id="a key within",
        ),
        pytest.param(
            "sets:\n  tensors:\n    atempt: best\n",
            "3:5: sets.tensors.atempt: Unknown key `atempt`; did you mean `attempt`? "
            f"Known: {KEYS}.",
            id="a key of a set",
        ),
        pytest.param(
            "sets:\n  tensor: {attempt: best}\n",
            "2:3: sets.tensor: Unknown set `tensor`; did you mean `tensors`? "
            "Known: autograd, tensors.",
            id="a set",
        ),
        pytest.param(
            "attempt: frist\n",
            "1:10: attempt: Expected one of latest, best, found the text “frist”.",
            id="a word",
        ),
        pytest.param(
            "late: {per: day}\n",
            "1:7: late.percent: The key `percent` is missing.",
            id="a key is missing",
        ),
        pytest.param(
            "late: {percent: 0}\n",
            "1:17: late.percent: Expected more than 0, found the number 0.",
            id="a number",
        ),
        pytest.param(
            "drop_lowest: -1\n",
            "1:14: drop_lowest: Expected 0 or more, found the number -1.",
            id="a negative number",
        ),
        pytest.param(
            "timezone: Asia/Soul\ndue: 2026-11-20 23:59\n",
            "1:11: timezone: Unknown time zone `Asia/Soul`; did you mean `Asia/Seoul`?",
            id="a time zone",
        ),
        pytest.param(
            "timezone: ../../etc\n",
            "1:11: timezone: Unknown time zone `../../etc`. Write one like Asia/Seoul or UTC.",
            id="a path for a time zone",
        ),
        pytest.param(
            "due: 2026-11-20 23:59\n",
            "1:6: due: In which time zone? Write `timezone: Asia/Seoul` (or another) at the top "
            "of the file, or the offset behind the time: 2026-11-20 23:59 +09:00.",
            id="no time zone",
        ),
        pytest.param(
            "timezone: UTC\ndue: 2026-11-20\n",
            "2:6: due: Expected a date and a time of day, like 2026-11-20 23:59, found the text "
            "“2026-11-20”.",
            id="no time of day",
        ),
        pytest.param(
            "sets:\n  tensors: {due: tomorrow}\n",
            "2:18: sets.tensors.due: Expected a date and a time of day, like 2026-11-20 23:59, "
            "found the text “tomorrow”.",
            id="no date",
        ),
        pytest.param(
            "",
            "The file is empty; remove it, or write a policy, like `attempt: best`.",
            id="nothing",
        ),
        pytest.param("- a\n", "1:1: Expected a mapping, found a list of 1 entry.", id="a list"),
        pytest.param(
            "attempt: best\nattempt: latest\n",
            "2:1: attempt: The key `attempt` is given twice; the first is on line 1.",
            id="twice",
        ),
        pytest.param(
            "late:\n\tpercent: 1\n",
            "2:1: This is not YAML: a tab indents this line. Use spaces.",
            id="no YAML",
        ),
    ],
)
def test_a_mistake_is_told_with_its_place(folder, text, told):
    (found,) = mistakes(folder, text)
    assert found.removeprefix("course.yaml:").strip() == told


def test_a_link_that_leads_nowhere_is_not_taken_for_no_policy(folder):
    (folder / "course.yaml").symlink_to(folder / "gone.yaml")
    with pytest.raises(SpecError, match=r"course\.yaml has 1 mistake"):
        course_beside(str(folder / "tensors"))
