"""A set to begin with."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.authors.new import new_set
from grader.errors import UsageError
from grader.specs import load_set


def test_it_is_sound_and_has_every_part(tmp_path: Path) -> None:
    path = Path(new_set("my-set", str(tmp_path / "problems")))
    problem_set = load_set(path)
    assert problem_set.slug == "my-set"
    assert problem_set.starter is not None
    assert problem_set.starter.startswith("# grader: my-set\n")
    cited = {name for item in problem_set.problems[0].items for name in item.catches}
    assert cited == {f"wrong/{file.name}" for file in (path / "wrong").iterdir()}
    assert "SLUG`" not in (path / "set.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("slug", "example"),
    [
        pytest.param("My Set", "my-set", id="capitals"),
        pytest.param("../up", "up", id="path"),
        pytest.param("한글", "my-first-set", id="hangul"),
        pytest.param("a" * 61, "a" * 60, id="long"),
    ],
)
def test_a_name_that_no_set_can_have(tmp_path: Path, slug: str, example: str) -> None:
    with pytest.raises(UsageError) as caught:
        new_set(slug, str(tmp_path))
    assert str(caught.value) == (
        f"“{slug}” cannot be a set's name: use lowercase letters a–z, digits and single hyphens "
        f"between them, for example {example}"
    )


def test_a_name_that_is_taken(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    with pytest.raises(UsageError, match="mine is there already; choose another name"):
        new_set("mine", str(tmp_path))


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="file/mine cannot be written: Not a directory"):
        new_set("mine", str(tmp_path / "file"))
