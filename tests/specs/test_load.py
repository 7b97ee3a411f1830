from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from grader.checkers import checker_named
from grader.errors import SpecError
from grader.model.message import Text
from grader.model.targets import Call, Recipe, Variable
from grader.specs import load_set

rank = checker_named("rank")

SPEC = """\
# yaml-language-server: $schema=set.schema.json
slug: demo
title: {en: A demo, ko: 데모}
description: What it is about.
problems:
  - slug: one
    title: One
    task: |-
      Make x.
      And y.
    hint: {ko: 힌트}
    expected: 0xFF
    items:
      - {slug: first, title: 하나, check: rank, probe: {of: x}, catches: [wrong/flat.py]}
      - slug: second
        title: Two
        check: rank
        points: 2
        after: [first, two/third]
        probe:
          of: {call: f, args: [{randn: [2, 3]}, [1, {array: [1, 2.5]}]], kwargs: {y: {zeros: []}}}
        rules: {rank: 2}
        hint: Look at f.
  - slug: two
    title: Two
    task: Make y.
    items:
      - {slug: third, title: y, check: rank, probe: {of: {variable: y, aliases: [z]}}, points: 0.5}
""".replace("0xFF", '"0xFF"')


@pytest.fixture
def sound(folder: Path) -> Path:
    (folder / "set.yaml").write_text(SPEC, "utf-8")
    (folder / "wrong").mkdir()
    (folder / "wrong" / "flat.py").write_text("x = [1.0]\n", "utf-8")
    return folder


def test_reads_every_key(sound: Path) -> None:
    read = load_set(sound)
    assert (read.slug, read.title.said_in("ko")) == ("demo", "데모")
    assert read.description == Text("What it is about.")
    assert (read.folder, read.reference, read.starter) == (str(sound), "x = [[1.0]]\n", None)
    one, two = read.problems
    assert (one.slug, one.task, one.expected) == ("one", Text("Make x.\nAnd y."), Text("0xFF"))
    assert one.hint is not None
    assert one.hint.said_in("en") == "힌트"
    first, second = one.items
    assert (first.check, first.points, first.after) == ("rank", 1, ())
    assert first.catches == ("wrong/flat.py",)
    assert (second.points, second.after) == (2, ("first", "two/third"))
    assert second.hint == Text("Look at f.")
    assert two.items[0].probe == rank.Probe(of=Variable(variable="y", aliases=("z",)))
    assert read.max_score == 3.5


def test_probes_and_rules_are_the_checkers_records(sound: Path) -> None:
    first, second = load_set(sound).problems[0].items
    assert first.probe == rank.Probe(of=Variable(variable="x"))
    assert first.rules == rank.Rules()
    assert second.rules == rank.Rules(rank=2)
    assert second.probe == rank.Probe(
        of=Call(
            call="f",
            args=(Recipe(randn=(2, 3)), (1, Recipe(array=(1, 2.5)))),
            kwargs={"y": Recipe(zeros=())},
        )
    )


def test_a_mapping_with_a_kind_is_a_value(sound: Path) -> None:
    written = SPEC.replace("{zeros: []}", "{kind: int, digits: '3'}")
    (sound / "set.yaml").write_text(written, "utf-8")
    probe = load_set(sound).problems[0].items[1].probe
    assert probe.model_dump()["of"]["kwargs"] == {"y": {"kind": "int", "digits": "3"}}


def test_reads_the_starter(sound: Path) -> None:
    (sound / "starter.py").write_bytes(b"\xef\xbb\xbfx = None\n")
    assert load_set(sound).starter == "x = None\n"


def test_the_digest_is_of_what_decides(sound: Path) -> None:
    before = load_set(sound).digest
    (sound / "starter.py").write_text("x = ...\n", "utf-8")
    assert load_set(sound).digest == before
    (sound / "reference.py").write_text("x = [[2.0]]\n", "utf-8")
    changed = load_set(sound).digest
    assert changed != before
    (sound / "set.yaml").write_text(SPEC + "# end\n", "utf-8")
    assert len({before, changed, load_set(sound).digest}) == 3


def test_the_digest_can_be_made_by_others(sound: Path) -> None:
    whole = hashlib.sha256()
    for name in ("reference.py", "set.yaml"):
        data = (sound / name).read_bytes()
        whole.update(f"{name}:{len(data)}:".encode() + data)
    assert load_set(sound).digest == whole.hexdigest()


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: text.replace("\n", "\r\n").encode(), id="CRLF"),
        pytest.param(lambda text: b"\xef\xbb\xbf" + text.encode(), id="BOM"),
        pytest.param(lambda text: text.replace("[2, 3]", "&a [2, 3]").encode(), id="anchor"),
    ],
)
def test_reads_the_same_in_other_dress(sound: Path, change) -> None:
    read = load_set(sound)
    (sound / "set.yaml").write_bytes(change(SPEC))
    again = load_set(sound)
    assert again.model_copy(update={"digest": read.digest}) == read


def test_numbers_as_editors_read_them(sound: Path) -> None:
    (sound / "set.yaml").write_text(SPEC.replace("points: 0.5", "points: 1e-1"), "utf-8")
    assert load_set(sound).problems[1].items[0].points == 0.1


def test_a_date_is_text(sound: Path) -> None:
    (sound / "set.yaml").write_text(SPEC.replace("title: Two", "title: 2024-01-31"), "utf-8")
    assert load_set(sound).problems[1].title == Text("2024-01-31")


def test_aliases_stand_for_what_they_name(sound: Path) -> None:
    written = SPEC.replace("{variable: y, aliases: [z]}", "*target").replace(
        "probe: {of: x}", "probe: {of: &target {variable: x}}"
    )
    (sound / "set.yaml").write_text(written, "utf-8")
    assert load_set(sound).problems[1].items[0].probe == rank.Probe(of=Variable(variable="x"))


def test_counts_the_mistakes(sound: Path) -> None:
    (sound / "reference.py").unlink()
    with pytest.raises(SpecError, match=r"^The problem set in .+ has 1 mistake\.$"):
        load_set(sound)
    (sound / "set.yaml").unlink()
    with pytest.raises(SpecError, match=r"has 2 mistakes.$") as caught:
        load_set(str(sound))
    assert [str(each) for each in caught.value.mistakes] == [
        f"{sound}/reference.py: There is no such file; a problem set needs one.",
        f"{sound}/set.yaml: There is no such file; a problem set needs one.",
    ]
