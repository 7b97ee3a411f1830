"""`grade batch` runs programs that cannot be sealed off only if their authors are trusted.

A machine without layers is this one behind a container engine's filter. The rule refuses only at
`not sealed`, where neither files nor processes are kept from a program. To forbid namespaces and
mounts is not enough for that, as Landlock still keeps both: so the kernel must lack it too.
"""

from __future__ import annotations

import json
import os
import platform
import sys

import pytest

from tests.container_filter import as_in_a_container

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() != "x86_64",
    reason="the filter is written for Linux on x86-64",
)

RIGHT, WRONG = "tiny_one = 1\ntiny_two = 2\n", "tiny_one = 1\ntiny_two = 3\n"
OPTIONS = ("batch", "class", "--set", "tiny", "--output", "out", "--jobs", "1", "--seed", "7")
NO_LAYERS, LANDLOCK_ALONE = as_in_a_container(landlock=False), as_in_a_container()


@pytest.fixture(autouse=True)
def class_(desk):
    (desk / "class").mkdir()
    (desk / "class" / "kim.py").write_text(RIGHT)
    (desk / "class" / "lee.py").write_text(WRONG)


def reports(desk):
    made = [json.loads(path.read_text("utf-8")) for path in (desk / "out/reports").glob("*.json")]
    return {each["student"]: (each["score"], each["isolation"]["level"]) for each in made}


def test_nothing_is_graded_where_programs_cannot_be_sealed_off(grade, desk):
    ran = grade(*OPTIONS, seccomp=NO_LAYERS)
    assert (ran.status, ran.err) == (
        2,
        "Error: On this machine programs cannot be sealed off: they could read and change your "
        "files, and each other's. `grade doctor` says what is missing. Grade them here only if you "
        "trust their authors, with --trust-students.\n",
    )
    assert os.listdir(desk / "out") == ["journal.jsonl"]
    [header] = (desk / "out/journal.jsonl").read_text("utf-8").splitlines()
    assert " header " in header


def test_trusted_students_are_graded_and_each_report_says_how(grade, desk):
    ran = grade(*OPTIONS, "--trust-students", seccomp=NO_LAYERS)
    assert "Students: 2 graded. Graded now: 2; reused from before: 0.\n" in ran.out, ran.err
    assert ran.status == 0
    assert reports(desk) == {"kim": (3.5, "not sealed"), "lee": (2.5, "not sealed")}
    for name in ("kim", "lee"):
        text = (desk / "out/reports" / f"{name}.txt").read_text("utf-8")
        assert "\nIsolation: not sealed. Students' code was not kept apart from this" in text


def test_no_trust_is_needed_where_programs_are_sealed_off_in_part(grade, desk):
    ran = grade(*OPTIONS, seccomp=LANDLOCK_ALONE)
    assert ran.status == 0, ran.err
    assert reports(desk) == {"kim": (3.5, "partly sealed"), "lee": (2.5, "partly sealed")}
