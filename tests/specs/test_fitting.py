"""Which set a submission is for."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.model.problem_set import ProblemSet
from grader.specs import fitting_sets, load_set


@pytest.fixture
def sets(tmp_path: Path) -> tuple[ProblemSet, ...]:
    return tuple(
        made(tmp_path, slug, targets)
        for slug, targets in {
            "first": ("x", "{variable: y, aliases: [yy]}", "x"),
            "second": ("x", "z", "{expression: 'torch.sum(w) + len(z)'}"),
            "third": ("{call: model.forward, args: [{randn: [2]}]}", "z"),
        }.items()
    )


def made(path: Path, slug: str, targets: tuple[str, ...]) -> ProblemSet:
    folder = path / slug
    folder.mkdir()
    items = "".join(
        f"  - {{slug: i{number}, title: A, check: rank, probe: {{of: {target}}}}}\n"
        for number, target in enumerate(targets)
    )
    head = f"slug: {slug}\ntitle: A\nproblems:\n- slug: a\n  title: A\n  task: x\n  items:\n"
    (folder / "set.yaml").write_text(head + items, "utf-8")
    (folder / "reference.py").touch()
    return load_set(folder)


@pytest.mark.parametrize(
    ("names", "fitting"),
    [
        pytest.param({"x", "yy"}, ["first"], id="by an alias"),
        pytest.param({"x"}, ["first", "second"], id="a tie"),
        pytest.param({"x", "y", "yy"}, ["first"], id="a name and its alias count once"),
        pytest.param({"x", "y", "z"}, ["first", "second"], id="two each"),
        pytest.param({"w"}, ["second"], id="in an expression"),
        pytest.param({"model"}, ["third"], id="the object of a call"),
        pytest.param({"torch", "len", "np"}, [], id="what everybody has"),
        pytest.param({"q"}, [], id="none"),
        pytest.param(set(), [], id="no names"),
    ],
)
def test_the_most_names(sets: tuple[ProblemSet, ...], names: set[str], fitting: list[str]) -> None:
    assert [each.slug for each in fitting_sets(names, sets)] == fitting


def test_no_sets() -> None:
    assert fitting_sets({"x"}, ()) == ()
