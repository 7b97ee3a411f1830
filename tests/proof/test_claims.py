"""What a set claims, held against verdicts: nothing is run here."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from grader.cli.proofs import is_proven, told
from grader.model.message import Text
from grader.model.problem_set import ProblemSet
from grader.model.verdict import Status
from grader.proof.claims import broken_in, flaky, reference_faults, wrong_faults
from grader.proof.mutation import Mutation
from grader.proof.outcomes import ItemOutcome, Outcome, Role, Task
from grader.proof.prove import Proof


def outcome(statuses: Sequence[Status], *, role: Role = "wrong", seed: int = 1) -> Outcome:
    items = [
        ItemOutcome(key=f"p/{name}", status=status, why=f"because {status}")
        for name, status in zip("abc", statuses, strict=False)
    ]
    return Outcome(task=Task(role=role, name="file.py", seed=seed), items=tuple(items))


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        pytest.param(["failed", "passed"], [], id="as-claimed"),
        pytest.param(["error", "skipped"], [], id="waits"),
        pytest.param(["not_attempted", "passed"], [], id="not-attempted-counts"),
        pytest.param(["broken", "passed"], ["file.py: p/a is broken: because broken"], id="broken"),
        pytest.param(
            ["unavailable", "passed"],
            ["file.py: p/a is unavailable: because unavailable"],
            id="unavailable",
        ),
        pytest.param(
            ["passed", "not_attempted"],
            [
                "file.py must fail p/a, but there it is passed.",
                "file.py must not fail p/b, which does not list it under `catches`, but there it "
                "is not attempted: because not_attempted",
            ],
            id="elsewhere",
        ),
    ],
)
def test_a_wrong_answer_that_p_a_claims(statuses: Sequence[Status], expected: list[str]) -> None:
    runs = [outcome(statuses), outcome(statuses, seed=2)]
    assert [*map(str, wrong_faults(runs, frozenset({"p/a"})))] == expected


def test_an_item_that_does_not_agree_with_itself() -> None:
    runs = [outcome(["passed"], seed=n) for n in range(3)] + [outcome(["failed"], seed=9)]
    expected = (
        "p/a is flaky: in 4 runs of file.py it was passed × 3, failed × 1. With --seed 9: "
        "because failed"
    )
    assert [*map(str, flaky("p/a", runs))] == [expected]
    assert [*reference_faults("p/a", runs)] == []
    assert [*map(str, wrong_faults(runs, frozenset({"p/a"})))] == [expected]


def test_what_a_mutant_breaks_is_told_once() -> None:
    found = broken_in([outcome(["broken", "failed"], role="mutant")] * 2)
    assert [*map(str, found)] == ["file.py: p/a is broken: because broken"]


def proof(killed: int, survivors: int) -> Proof:
    mutant = object()
    mutation = Mutation(killed, (mutant,) * survivors, (), 0, (), (), ())  # type: ignore[arg-type]
    empty = ProblemSet(slug="s", title=Text("S"), problems=(), folder="", digest="", reference="")
    return Proof(empty, (), 0, mutation)


def test_how_many_mutants_must_be_caught() -> None:
    assert is_proven(proof(95, 5), 0.95)
    assert not is_proven(proof(949, 51), 0.95)
    assert is_proven(proof(0, 0), 1.0)


def test_a_rate_below_the_bar_does_not_look_as_if_it_were_not() -> None:
    lines = told(proof(94_999, 5_001), 0.95)
    next(lines)
    assert "94.9% (at least 95% wanted)" in str(next(lines))
