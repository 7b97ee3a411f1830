"""A set proves itself, or does not: real programs, graded by worker processes."""

from __future__ import annotations

import pytest

from grader.errors import SpecError


def faults(proof) -> list[str]:
    return [str(fault) for fault in proof.faults]


def test_a_set_that_proves_itself(proof_of) -> None:
    proof = proof_of()
    assert faults(proof) == []
    assert proof.wrong_answers == 2
    assert proof.mutation.rate == 1.0
    assert proof.mutation.killed > 3
    assert proof.mutation.stale == ()


@pytest.mark.parametrize(
    ("files", "told"),
    [
        pytest.param(
            {"starter.py": "x = 3\n"}, ["starter.py must not pass one/x."], id="starter-passes"
        ),
        pytest.param(
            {"wrong/x.py": "x = 3\ny = 6\n"},
            [
                "wrong/x.py must fail one/x, but there it is passed.",
                "No wrong answer fails one/x: nothing shows that it can fail.",
            ],
            id="wrong-passes",
        ),
        pytest.param(
            {"wrong/y.py": "x = 4\ny = 5\n"},
            [
                "wrong/y.py must not fail one/x, which does not list it under `catches`, but there "
                "it is failed: It is 4, expected 3.",
                "wrong/y.py must fail one/y, but there it is skipped.",
                "No wrong answer fails one/y: nothing shows that it can fail.",
            ],
            id="wrong-elsewhere",
        ),
        pytest.param(
            {"wrong/z.py": "x = 9\n"},
            ["wrong/z.py: no item lists it under `catches`."],
            id="not-listed",
        ),
        pytest.param(
            {"wrong/x.py": " \n"},
            [
                "is empty; save your work in it, or give the file that holds it",
                "No wrong answer fails one/x: nothing shows that it can fail.",
            ],
            id="unreadable",
        ),
    ],
)
def test_what_does_not_hold(proof_of, files, told) -> None:
    found = faults(proof_of(files, mutants=False))
    assert len(found) == len(told)
    assert all(each.endswith(end) for each, end in zip(found, told, strict=True)), found


@pytest.mark.parametrize(
    ("code", "why"),
    [
        pytest.param(
            "x = 3\nraise KeyError('k')\n", "reference.py, line 2: KeyError: 'k'", id="raises"
        ),
        pytest.param("x = 3\n", "reference.py: there is nothing at `y`", id="absent"),
        pytest.param("x = 3\ny = None\n", "reference.py: there is nothing at `y`", id="none"),
    ],
)
def test_a_reference_that_fails_is_told_alone(proof_of, code: str, why: str) -> None:
    proof = proof_of({"reference.py": code, "starter.py": "x = 3\n"})
    assert faults(proof) == [f"reference.py must pass one/y, but there it is broken: one/y: {why}"]
    assert proof.mutation is None


def test_an_item_that_depends_on_chance_is_named(proof_of) -> None:
    chance = "import random\nx = 3\ny = 6 if random.random() < 0.5 else 7\n"
    files = {"wrong/x.py": "x = 4\n", "wrong/y.py": chance}
    (told,) = faults(proof_of(files, wrong_runs=12, mutants=False))
    assert told.startswith("one/y is flaky: in 12 runs of wrong/y.py it was ")
    assert "passed × " in told
    assert "failed × " in told
    assert "With --seed " in told


def test_without_a_starter_the_one_that_grade_start_makes_is_tried(proof_of) -> None:
    assert faults(proof_of({"starter.py": None}, mutants=False)) == []


def test_survivors_and_their_marks(proof_of) -> None:
    files = {
        "reference.py": "x = 3\ny = x * 2\nz = 1\nz = z.real\n",
        "mutants.yaml": "equivalent:\n- {change: z = 1 -> z = 2, reason: Nobody asks for z.}\n"
        "- {change: x = 3 -> x = 4, reason: A mistake.}\n- {change: q -> r, reason: Long gone.}\n",
    }
    mutation = proof_of(files).mutation
    assert [each.change for each in mutation.survivors] == ["z = 1 -> z = 0"]
    assert [each.change for each in mutation.equivalent] == ["z = 1 -> z = 2"]
    assert [str(each) for each in mutation.stale] == [
        "mutants.yaml: “x = 3 -> x = 4” is caught, so it is not equivalent; remove the entry.",
        "mutants.yaml: no change of reference.py is “q -> r” any more; remove the entry.",
    ]
    assert mutation.rate == mutation.killed / (mutation.killed + 1)


def test_a_statement_that_nothing_looks_at_is_one_finding(proof_of) -> None:
    mutation = proof_of(
        {"reference.py": "x = 3\ny = x * 2\nz = [1, 2]\nz.append(5 - 3)\n"}
    ).mutation
    assert "z.append(5 - 3) -> pass" in [each.change for each in mutation.survivors]
    assert not any("z.append" in each.change.split(" -> ")[1] for each in mutation.survivors)
    assert mutation.left_out == 6


def test_prints_that_nothing_looks_at_are_no_finding(proof_of) -> None:
    mutation = proof_of({"reference.py": "x = 3\ny = x * 2\nprint(x, y)\n"}).mutation
    assert (mutation.survivors, mutation.left_out) == ((), 1)
    assert [each.change for each in mutation.prints] == ["print(x, y) -> pass"]


def test_a_mutant_that_never_ends_is_caught_in_a_moment(proof_of) -> None:
    code = "x = 0\nwhile x < 3:\n    x += 1\ny = x * 2\n"
    mutation = proof_of({"reference.py": code}).mutation
    assert "x += 1 -> pass" not in [each.change for each in mutation.survivors]


def test_mistakes_in_the_marks(proof_of) -> None:
    with pytest.raises(SpecError) as caught:
        proof_of({"mutants.yaml": "equivalent: 3\n"})
    assert "mutants.yaml:1:13: equivalent: Expected a list" in str(caught.value.mistakes[0])
