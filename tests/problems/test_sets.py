"""Every problem set proves itself, and the proof notices each way in which a set can fail to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.model.run import Limits
from grader.runner import Runner
from grader.specs import load_set
from grader.specs.verify import verify

PROBLEMS = Path(__file__).parents[2] / "problems"
SETS = sorted(path.parent for path in PROBLEMS.glob("*/set.yaml"))
LIMITS = Limits(program_seconds=5)

SPEC = """
slug: small
title: Small
problems:
  - slug: one
    title: One
    task: Do it.
    items:
      - {slug: a, title: a is five, check: value, probe: {of: a}, catches: [wrong/six.py]}
      - {slug: b, title: b is one, check: value, probe: {of: b}, after: [a],
         catches: [wrong/two.py]}
"""
FILES = {
    "set.yaml": SPEC,
    "reference.py": "a = 5\nb = 1\n",
    "starter.py": "a = None\nb = ...\n",
    "wrong/six.py": "a = 6\nb = 1\n",
    "wrong/two.py": "a = 5\nb = 2\n",
}

Verified = Callable[[], list[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small set that proves itself."""
    for name, text in FILES.items():
        path = tmp_path / "small" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path / "small"


@pytest.fixture
def verified(folder: Path, runner: Runner) -> Verified:
    def verify_it() -> list[str]:
        return [str(each) for each in verify(load_set(folder), runner, 1, limits=LIMITS)]

    return verify_it


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("path", SETS, ids=lambda path: path.name)
def test_every_set_proves_itself(path: Path, seed: int, runner: Runner) -> None:
    wrong = verify(load_set(path), runner, seed, limits=LIMITS)
    assert "\n".join(map(str, wrong)) == ""


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


def test_a_sound_set_has_nothing_to_say(verified: Verified) -> None:
    assert verified() == []


def test_a_starter_is_not_needed(folder: Path, verified: Verified) -> None:
    (folder / "starter.py").unlink()
    assert verified() == []


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        pytest.param(
            "starter.py",
            "a = 5\nb = ...\n",
            "starter.py must fail one/a, but there it is passed.",
            id="the starter passes",
        ),
        pytest.param(
            "wrong/six.py",
            "a = 5\nb = 1\n",
            "wrong/six.py must fail one/a, but there it is passed.",
            id="a mistake is not caught",
        ),
        pytest.param(
            "wrong/six.py",
            "a = 5\nb = 2\n",
            "wrong/six.py must fail one/a, but there it is passed.\n"
            "wrong/six.py must not fail one/b, which does not list it under `catches`, but there "
            "it is failed: It is 2, expected 1.",
            id="a mistake is caught elsewhere",
        ),
        pytest.param(
            "wrong/two.py",
            "a = None\nb = 2\n",
            "wrong/two.py must not fail one/a, which does not list it under `catches`, but there "
            "it is not attempted: `a` still has no value. Put your answer in its place.\n"
            "wrong/two.py must fail one/b, but there it is skipped.",
            id="a mistake is caught too early",
        ),
        pytest.param(
            "wrong/two.py",
            "a = 5\n1 / 0\nb = 2\n",
            "",
            id="an error is caught too",
        ),
        pytest.param(
            "wrong/three.py",
            "a = 3\nb = 1\n",
            "wrong/three.py: no item lists it under `catches`.",
            id="a wrong answer that nothing lists",
        ),
        pytest.param(
            "reference.py",
            "a = 5\n",
            "reference.py must pass one/b, but there it is broken: one/b: reference.py: "
            "Absent(kind='absent', name='b', still_stub=False, names=(('a', 'int'),)) ",
            id="the reference lacks an answer",
        ),
    ],
)
def test_what_does_not_hold_is_told(
    folder: Path, verified: Verified, name: str, text: str, said: str
) -> None:
    (folder / name).write_text(text, "utf-8")
    assert "\n".join(verified()) == said


def test_a_reference_that_is_not_what_the_rules_ask_is_all_that_is_told(
    folder: Path, verified: Verified
) -> None:
    spec = SPEC.replace("check: value, probe: {of: a}", "check: type, probe: {of: a}, RULES")
    (folder / "set.yaml").write_text(spec.replace("RULES", "rules: {type: float}"), "utf-8")
    (folder / "starter.py").write_text("a = 0.5\n", "utf-8")
    assert verified() == [
        "reference.py must pass one/a, but there it is failed: It is the int 5, but a float is "
        "expected. Write it with a decimal point, or use float(...).",
        "reference.py must pass one/b, but there it is skipped: Can't be checked until “a is "
        "five” passes.",
    ]


@pytest.mark.parametrize("name", ["reference.py", "starter.py", "wrong/six.py"])
def test_a_file_that_cannot_be_read_is_told(folder: Path, runner: Runner, name: str) -> None:
    problem_set = load_set(folder)
    (folder / name).unlink()
    (said,) = verify(problem_set, runner, 1, limits=LIMITS)
    missing = "there is no such file or folder; check the spelling and where you are"
    assert str(said) == f"{folder / name}: {missing}"
