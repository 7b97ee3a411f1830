"""Whose program may run where it cannot be sealed off."""

from __future__ import annotations

import pytest

from grader.cli.trust import is_somebody_elses, may_run
from grader.settings.reading import Student

OWN = frozenset({"kim", "20231234"})


@pytest.mark.parametrize(
    ("student", "somebody_elses"),
    [
        pytest.param(Student(name="kim", origin="login"), False, id="login"),
        pytest.param(Student(name="20231234", origin="configuration"), False, id="configured"),
        pytest.param(Student(name="anybody", origin="environment"), False, id="environment"),
        pytest.param(Student(name="unknown", origin="nowhere"), False, id="nobody"),
        pytest.param(Student(name="kim", origin="option"), False, id="option names the login"),
        pytest.param(Student(name="KIM", origin="option"), False, id="in other letters"),
        pytest.param(Student(name="20231234", origin="option"), False, id="option, configured"),
        pytest.param(Student(name="lee", origin="option"), True, id="option names another"),
    ],
)
def test_whose_work_it_is(student, somebody_elses):
    assert is_somebody_elses(student, OWN) is somebody_elses


def test_with_nobody_known_an_option_names_another():
    assert is_somebody_elses(Student(name="kim", origin="option"), frozenset())


@pytest.mark.parametrize("level", ["sealed", "partly sealed", "not sealed"])
@pytest.mark.parametrize("somebody_elses", [True, False])
@pytest.mark.parametrize("trusted", [True, False])
def test_only_anothers_program_needs_trust_and_only_unsealed(level, somebody_elses, trusted):
    refused = level == "not sealed" and somebody_elses and not trusted
    assert may_run(level, somebody_elses=somebody_elses, trusted=trusted) is not refused
