"""The files of each student: the same, whether one process writes them or several."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from grader.batch.rendering import WORTH_WORKERS, Rendering, rendered
from grader.errors import StoreError
from grader.model.classroom import HandIn, Outcome, Student
from grader.model.course import Policy
from grader.model.message import say
from grader.specs import load_set

SET = "problems/pytorch-basics"


@pytest.fixture(scope="module")
def basics():
    return load_set(SET)


@pytest.fixture
def rendering(tmp_path):
    def make(folder):
        return Rendering(
            set_folder=SET,
            folder=str(tmp_path / folder),
            language="ko",
            policy=Policy(),
            now=datetime(2026, 11, 25, tzinfo=UTC),
            formats=("check50",),
        )

    return make


def outcomes(tmp_path, count):
    for number in range(count):
        student = Student(id=f"s{number}")
        hand_in = HandIn(student=student, path=str(tmp_path / "gone.py"), shown="gone.py")
        yield Outcome(hand_in=hand_in, failure=say("no <b>way</b>"))


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_one_process_or_several(rendering, basics, tmp_path):
    names = set(rendered(rendering("one"), basics, outcomes(tmp_path, 5), 5, 2))
    more = set(rendered(rendering("two"), basics, outcomes(tmp_path, 5), WORTH_WORKERS, 2))
    assert names == more == {f"staff/s{number}.html" for number in range(5)}
    assert files(tmp_path / "one") == files(tmp_path / "two")
    assert set(files(tmp_path / "one")) == names


@pytest.mark.parametrize("count", [1, WORTH_WORKERS])
def test_what_cannot_be_written_is_told(rendering, basics, tmp_path, count):
    (tmp_path / "out").mkdir()
    (tmp_path / "out/staff").write_text("in the way")
    with pytest.raises(StoreError) as caught:
        list(rendered(rendering("out"), basics, outcomes(tmp_path, 1), count, 2))
    assert str(caught.value) == (
        f"{tmp_path / 'out'} is not a folder: give another place with --output FOLDER."
    )
