"""`grade verify`: what it says, and its exit status."""

from __future__ import annotations

import json
import signal
import sys

import pytest

QUICK = ("--runs", "2", "--jobs", "1", "--seed", "5")


@pytest.fixture
def wrong_answers(desk):
    """The set `tiny`, with a wrong answer for each of its items."""
    folder = desk / "problems" / "tiny"
    (folder / "wrong").mkdir()
    for name, code in {
        "ones": "tiny_one = 2\ntiny_two = 2\n",
        "floats": "tiny_one = 1.0\ntiny_two = 2\n",
        "twos": "tiny_one = 1\ntiny_two = 3\n",
    }.items():
        (folder / "wrong" / f"{name}.py").write_text(code)
    spec = (folder / "set.yaml").read_text("utf-8")
    spec = spec.replace(
        "        points: 1.5\n",
        "        points: 1.5\n        catches: [wrong/ones.py, wrong/floats.py]\n",
    )
    spec = spec.replace("check: type\n", "check: type\n        catches: [wrong/floats.py]\n")
    spec += "        catches: [wrong/twos.py]\n"
    (folder / "set.yaml").write_text(spec, "utf-8")
    return folder


def test_a_set_that_proves_itself(grade, wrong_answers):
    ran = grade("verify", "tiny", *QUICK)
    assert (ran.status, ran.err) == (
        0,
        "tiny: the reference (2) …\n"
        "tiny: the starter and the wrong answers (7) …\n"
        "tiny: mutants (4) …\n",
    )
    assert ran.out == (
        "tiny (items: 3, wrong answers: 3)\n"
        "  Mutants: 4 of 4 caught, 100% (at least 95% wanted); 0 marked as equivalent\n"
        "  ✓ tiny proves itself.\n"
        "To repeat with the same random numbers: --seed 5\n"
    )


def test_a_set_that_does_not(grade, desk):
    ran = grade("verify", "problems/tiny", *QUICK, "--no-mutants")
    assert ran.status == 1
    assert "  ✗ No wrong answer fails one/is-one: nothing shows that it can fail.\n" in ran.out
    assert ran.out.splitlines()[-2] == "  ✗ tiny does not prove itself."


def test_survivors_and_how_many_are_borne(grade, wrong_answers):
    (wrong_answers / "reference.py").write_text("tiny_one = 1\ntiny_two = 2\nspare = 0\n")
    ran = grade("verify", "tiny", *QUICK)
    assert ran.status == 1
    assert "Mutants: 4 of 5 caught, 80% (at least 95% wanted)" in ran.out
    assert (
        "  Mistakes that the set would wave through:\n"
        "  - line 3: another constant\n"
        "      @@ -2,2 +2,2 @@\n"
        "       tiny_two = 2\n"
        "      -spare = 0\n"
        "      +spare = 1\n"
        "      change: 'spare = 0 -> spare = 1'\n"
    ) in ran.out
    mark = "equivalent:\n- change: 'spare = 0 -> spare = 1'\n  reason: Nobody asks for it.\n"
    (wrong_answers / "mutants.yaml").write_text(mark)
    assert grade("verify", "tiny", *QUICK).status == 0


def test_a_set_with_mistakes_does_not_stop_the_others(grade, wrong_answers, make_set):
    make_set("problems/bad", **{"slug: tiny": "slug: bad", "check: type": "check: typ"})
    ran = grade("verify", "bad", "tiny", "nosuch", *QUICK, "--no-mutants")
    assert ran.status == 2
    assert "The problem set in" in ran.err
    assert "Unknown check `typ`; did you mean `type`?" in ran.err
    assert "There is no problem set “nosuch”." in ran.err
    assert "  ✓ tiny proves itself.\n" in ran.out


def test_for_programs(grade, wrong_answers, make_set):
    (wrong_answers / "reference.py").write_text("tiny_one = 1\ntiny_two = 2\nspare = 0\n")
    make_set("problems/bad", **{"slug: tiny": "slug: bad", "check: type": "check: typ"})
    ran = grade("verify", "tiny", "bad", *QUICK, "--format", "json")
    assert ran.status == 2
    tiny, bad = (made := json.loads(ran.out))["sets"]
    assert (made["schema"], made["seed"]) == (1, 5)
    (survivor,) = tiny["mutants"].pop("survivors")
    assert tiny == {
        "set": "tiny",
        "proven": False,
        "items": 3,
        "wrong_answers": 3,
        "faults": [],
        "mutants": {
            "killed": 4,
            "rate": 0.8,
            "wanted": 0.95,
            "left_out": 0,
            "equivalent": [],
            "stale": [],
        },
    }
    assert (survivor["line"], survivor["kind"]) == (3, "constant")
    assert survivor["change"] == "spare = 0 -> spare = 1"
    assert survivor["diff"].endswith("-spare = 0\n+spare = 1")
    assert (bad["set"], bad["proven"], bad["items"], bad["mutants"]) == ("bad", False, None, None)
    assert "Unknown check `typ`; did you mean `type`?" in bad["faults"][1]
    assert "To repeat with the same random numbers: --seed 5\n" in ran.err


def test_a_format_that_there_is_not(grade):
    ran = grade("verify", "tiny", "--format", "xml")
    assert (ran.status, ran.out) == (2, "")
    assert "--format terminal, --format json" in ran.err


@pytest.mark.parametrize(
    ("option", "value", "example"),
    [
        ("--jobs", "0", "--jobs 2"),
        ("--runs", "many", "--runs 20"),
        ("--min-kill-rate", "101", "--min-kill-rate 95"),
        ("--seed", "-1", "--seed 12345"),
    ],
)
def test_numbers_that_do_not_fit(grade, option, value, example):
    ran = grade("verify", "tiny", f"{option}={value}")
    assert (ran.status, ran.out) == (2, "")
    assert f"“{value}” does not fit {option}. It looks like this: {example}" in ran.err


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_interrupted(start, wrong_answers):
    with start("verify", "tiny", "--jobs", "1", "--runs", "500", start_new_session=True) as process:
        assert process.stderr.readline().startswith(b"tiny: ")
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in out + err
