"""Where sets are looked for, what they are called, which is meant."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.model.message import Text
from grader.specs import ProblemName, find_set, load_set, set_folders, sets_in

SPEC = """\
slug: {slug}
title: {{en: A demo, ko: 데모}}
problems:
  - slug: one
    title: One
    task: x
    items:
      - {{slug: a, title: A, check: no-such-check, probe: {{of: x}}, points: 2}}
      - {{slug: b, title: A, check: rank, probe: {{of: x}}}}
"""


@pytest.fixture
def problems(tmp_path: Path) -> Path:
    """Two sets, each in a folder of another name, and things that are no sets."""
    for folder, slug in (("b", "tensors-two"), ("a", "tensors-one")):
        (tmp_path / "problems" / folder).mkdir(parents=True)
        (tmp_path / "problems" / folder / "set.yaml").write_text(SPEC.format(slug=slug), "utf-8")
    (tmp_path / "problems" / "notes").mkdir()
    (tmp_path / "problems" / "README.md").touch()
    return tmp_path / "problems"


def test_lists_by_folder(problems: Path) -> None:
    first, second = sets_in(problems)
    assert (first.slug, second.slug) == ("tensors-one", "tensors-two")
    assert (first.title.said_in("ko"), first.folder) == ("데모", str(problems / "a"))
    assert first.problems == (ProblemName(slug="one", title=Text("One"), points=3),)
    assert first.mistakes == ()


def test_lists_nothing_where_nothing_is(tmp_path: Path) -> None:
    assert sets_in(tmp_path) == sets_in(tmp_path / "nowhere") == ()


def test_lists_what_cannot_be_read_with_the_reason(problems: Path) -> None:
    (problems / "a" / "set.yaml").write_text("slug: A\nproblems: []\n", "utf-8")
    broken, sound = sets_in(problems)
    assert (broken.slug, broken.title, broken.problems) == ("a", Text("a"), ())
    assert [str(each).removeprefix(str(problems)) for each in broken.mistakes] == [
        "/a/set.yaml:1:1: title: The key `title` is missing.",
        "/a/set.yaml:1:7: slug: Expected lowercase letters a–z, digits and single hyphens "
        "between them, found the text “A”.",
    ]
    assert sound.mistakes == ()


def test_finds_by_slug_and_by_path(problems: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folders = (str(problems),)
    assert find_set("tensors-two", folders) == str(problems / "b")
    assert find_set(str(problems / "b"), ()) == str(problems / "b")
    assert find_set(str(problems / "b" / "set.yaml"), ()) == str(problems / "b")
    monkeypatch.chdir(problems)
    assert find_set("a", ()) == "a"
    monkeypatch.chdir(problems / "a")
    assert find_set(".", ()) == find_set("set.yaml", ()) == "."


def test_a_slug_goes_before_a_folder_of_that_name(
    problems: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (problems / "b").rename(tmp_path / "tensors-one")
    monkeypatch.chdir(tmp_path)
    assert find_set("tensors-one", (str(problems),)) == str(problems / "a")
    assert find_set("./tensors-one", (str(problems),)) == "./tensors-one"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        pytest.param(
            "tensors-on",
            "There is no problem set “tensors-on”; did you mean “tensors-one”? "
            "Known: tensors-one, tensors-two.",
            id="misspelt",
        ),
        pytest.param(
            "zzz",
            "There is no problem set “zzz”. Known: tensors-one, tensors-two.",
            id="like none",
        ),
    ],
)
def test_an_unknown_set(problems: Path, name: str, told: str) -> None:
    with pytest.raises(UsageError) as caught:
        find_set(name, (str(problems),))
    assert str(caught.value) == told


def test_no_sets_at_all(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        find_set("zzz", (str(tmp_path),))
    assert str(caught.value) == f"There is no problem set “zzz”. No sets were found in: {tmp_path}."
    with pytest.raises(UsageError, match=r"No sets were found in: no folder at all.$"):
        find_set("zzz", ())


def test_the_folders_in_their_order(
    problems: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GRADE_PROBLEMS", raising=False)
    without = set_folders()
    assert without[0] == str(problems)
    more = tmp_path / "more"
    more.mkdir()
    listed = (str(more), "", str(tmp_path / "nowhere"), str(problems), str(more))
    monkeypatch.setenv("GRADE_PROBLEMS", os.pathsep.join(listed))
    assert set_folders() == (str(problems), str(more), *without[1:])


def test_the_checkouts_own_folder_and_the_installed_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = tmp_path / "share" / "grader" / "problems"
    installed.mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GRADE_PROBLEMS", raising=False)
    monkeypatch.setattr("sysconfig.get_path", lambda name, scheme=None: str(tmp_path))
    checkout = Path(load_set.__globals__["__file__"]).parents[2] / "problems"
    expected = (str(checkout),) if checkout.is_dir() else ()
    assert set_folders() == (*expected, str(installed))


def test_listing_imports_no_check_and_no_arrays(problems: Path) -> None:
    code = (
        "import sys; from grader.specs import sets_in; print(len(sets_in(sys.argv[1])));"
        "print(*sys.modules)"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code, str(problems)], capture_output=True, text=True, check=True
    ).stdout.split()
    assert shown[0] == "2"
    assert not {"numpy", "torch", "grader.checkers.rank", "grader.compare"} & set(shown)
