"""Every attack, at every level: what must hold does, and what comes after is graded as ever."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import pytest

from grader.locale import catalogue
from grader.model.report import Report
from grader.reports import names, renderer
from tests.hostile.cases import (
    ATTACKS,
    COLD,
    CONTROL,
    ITEMS,
    NO_LANDLOCK,
    NO_NAMESPACES,
    SEALED,
    SUBMISSIONS,
    Attack,
    Level,
)
from tests.hostile.harness import LIMITS, Bench, Result

STATUSES = {"passed", "failed", "error", "not_attempted", "skipped", "unavailable"}
# Starting and ending processes on a busy machine; nothing that an attack could stretch. A fresh
# interpreter takes seconds to start, and up to four are lost before a program is given up.
SLACK_SECONDS, SLACK_SECONDS_COLD = 6, 60


def _with(attacks: Iterable[Attack]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("attack", [pytest.param(each, id=each.id) for each in attacks])


def _at(*levels: Level) -> pytest.MarkDecorator:
    names = [level.name.replace(" ", "_") for level in levels]
    return pytest.mark.parametrize("level", levels, indirect=True, ids=names, scope="module")


@_with(ATTACKS)
@_at(SEALED, NO_NAMESPACES, NO_LANDLOCK)
def test_what_must_hold_holds(attack: Attack, bench: Bench, tmp_path: Path) -> None:
    _holds(attack, bench, bench.run(attack, tmp_path))
    _as_ever(bench.honest())


@_with(each for each in ATTACKS if each.few)
@_at(COLD)
def test_what_must_hold_holds_in_fresh_interpreters(
    attack: Attack, bench: Bench, tmp_path: Path
) -> None:
    _holds(attack, bench, bench.run(attack, tmp_path))


@_at(COLD)
def test_an_honest_submission_after_all_that(bench: Bench) -> None:
    _as_ever(bench.honest())


@_with(each for each in ATTACKS if each.bites)
@_at(CONTROL)
def test_without_layers_the_attack_does_bite(attack: Attack, bench: Bench, tmp_path: Path) -> None:
    result = bench.run(attack, tmp_path)
    assert result.taken >= attack.bites
    if "reference" not in result.taken:
        assert result.passed == attack.earns


def test_every_submission_is_in_the_table_once_and_says_what_must_hold() -> None:
    files = [attack.file for attack in ATTACKS]
    assert set(files) == {path.name for path in SUBMISSIONS.iterdir()}
    assert len({attack.id for attack in ATTACKS}) == len(ATTACKS)
    assert all(attack.tries and attack.holds for attack in ATTACKS)
    assert {file[0] for file in files} == set("ABCDEFGH")


def _holds(attack: Attack, bench: Bench, result: Result) -> None:
    assert result.taken <= bench.open_to, "a canary is gone that the report says is guarded"
    slack = SLACK_SECONDS_COLD if bench.level is COLD else SLACK_SECONDS
    assert result.seconds < LIMITS.total_seconds + slack
    _graded_in_full(attack, result)


def _graded_in_full(attack: Attack, result: Result) -> None:
    assert attack.refused in result.refusal
    assert bool(result.refusal) == bool(attack.refused)
    assert result.passed == attack.earns
    if result.report is None:
        return
    assert {item.item for item in result.report.items} == ITEMS
    assert {item.status for item in result.report.items} <= STATUSES
    assert all(item.message for item in result.report.items if item.status != "passed")
    assert result.report.score == sum(
        item.points for item in result.report.items if item.status == "passed"
    )
    _flagged(attack, result.report)
    _harmless_to_read(result.report)


def _flagged(attack: Attack, report: Report) -> None:
    flags = [str(flag.what) for flag in report.flags]
    for words in attack.flags:
        assert any(words in flag for flag in flags), (words, flags)
    assert all(str(flag.innocent) for flag in report.flags)


def _harmless_to_read(report: Report) -> None:
    for name in names():
        for language in ("en", "ko"):
            for staff in (False, True):
                text = renderer(name)(report, catalogue(language), staff=staff)
                assert not [each for each in text if _acts(each)], name
                if name == "json":
                    json.loads(text)


def _acts(character: str) -> bool:
    return character not in "\n\t" and unicodedata.category(character) in {"Cc", "Cf", "Cs"}


def _as_ever(report: Report) -> None:
    assert [item.status for item in report.items] == ["passed"] * len(ITEMS)
    assert report.flags == ()
