"""Every problem set proves itself. What `grade verify` notices is tested in tests/proof."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.model.message import Message
from grader.proof import Options, Sitting, open_workers, prove
from grader.proof.workers import Workers
from grader.specs import load_set

PROBLEMS = Path(__file__).parents[2] / "problems"
SETS = sorted(path.parent for path in PROBLEMS.glob("*/set.yaml"))
PROOF = Options(seed=1, runs=3, wrong_runs=1, mutants=False)
"""The claims of a set; twenty runs and mutants are for `grade verify`, see docs/sets.md."""


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with open_workers() as opened:
        yield opened


def unseen(_what: Message, _done: int, _all: int) -> None:
    """Nobody watches."""


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.name)
def test_every_set_proves_itself(path: Path, workers: Workers) -> None:
    proof = prove(Sitting(load_set(path), workers, unseen), PROOF)
    assert "\n".join(map(str, proof.faults)) == ""


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.name)
def test_every_set_has_a_starter_and_catches_mistakes_at_every_item(path: Path) -> None:
    problem_set = load_set(path)
    assert problem_set.starter is not None
    for problem in problem_set.problems:
        assert [item.slug for item in problem.items if not item.catches] == []


@pytest.mark.parametrize("path", sorted(PROBLEMS.glob("*/wrong/*.py")), ids=lambda path: path.stem)
def test_every_wrong_answer_says_its_mistake_first(path: Path) -> None:
    first = path.read_text("utf-8").splitlines()[0]
    assert first.startswith("# ")
    assert first.endswith(".")


def test_there_are_sets() -> None:
    assert "pytorch-basics" in [path.name for path in SETS]
