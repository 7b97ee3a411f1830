import os
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from grader.locale import catalogue
from grader.model.message import say
from grader.reports import renderer

render = renderer("terminal")
EXPECTED = Path(__file__).with_name("expected")
NAMES = ("perfect", "mistakes", "incomplete", "hostile")
ANSI = re.compile(r"\x1b\[[0-9;]*m")


def without(item, **changes):
    return item.model_copy(update=changes)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
@pytest.mark.parametrize(
    "staff", [pytest.param(True, id="staff"), pytest.param(False, id="student")]
)
def test_the_whole_report(sample, name, language, encoding, staff):
    """To write the files anew: REWRITE_EXPECTED=1; then read what changed."""
    words = catalogue(language)
    shown = render(sample(name), words, width=80, encoding=encoding, staff=staff)
    file = EXPECTED / f"{name}.{language}.{encoding}.{'staff' if staff else 'student'}.txt"
    if os.environ.get("REWRITE_EXPECTED"):
        file.write_text(shown, encoding="utf-8", newline="\n")
    assert shown == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "cp949", "cp437", "nonsense"])
@pytest.mark.parametrize("width", [1, 40, 57, 80, 1000])
def test_no_line_is_wider_than_the_page(sample, name, language, encoding, width):
    shown = render(sample(name), catalogue(language), width=width, encoding=encoding, staff=True)
    assert max(map(cell_len, shown.splitlines())) <= min(max(width, 40), 100)
    shown.encode("ascii" if encoding == "nonsense" else encoding)


@pytest.mark.parametrize("name", NAMES)
def test_colour_changes_no_word(sample, name):
    plain = render(sample(name), catalogue("ko"), staff=True)
    colored = render(sample(name), catalogue("ko"), staff=True, color=True)
    assert "\x1b" not in plain
    assert "\x1b[1;31m" in colored or name in ("perfect", "incomplete")
    assert "\x1b[32m" in colored or name == "hostile"
    assert ANSI.sub("", colored) == plain


def test_only_ours_are_escape_sequences(sample):
    colored = render(sample("hostile"), catalogue("en"), staff=True, color=True)
    assert "\x1b" not in ANSI.sub("", colored)
    assert "\x1b[2J" not in colored
    assert "\x07" not in colored


def test_the_environment_changes_nothing(sample, monkeypatch):
    before = render(sample("mistakes"), catalogue("en"))
    for name, value in {"FORCE_COLOR": "1", "COLUMNS": "50", "TERM": "xterm-256color"}.items():
        monkeypatch.setenv(name, value)
    assert render(sample("mistakes"), catalogue("en")) == before
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    assert "\x1b[" in render(sample("mistakes"), catalogue("en"), color=True)


def test_lines_in_a_value_cannot_look_like_ours(sample):
    forged = f"kim\n\nScore: 9 / 9{' ' * 80}Score: 9 / 9\n  ✓ passed  all  9 / 9"
    perfect = sample("perfect")
    item = without(perfect.items[0], message=say("{x}", x=forged), status="failed")
    report = without(perfect, student=forged, notes=(say("{x}", x=forged),), items=(item,))
    shown = render(report, catalogue("en"), staff=True).splitlines()
    assert [line for line in shown if line.startswith("Score")] == ["Score: 3 / 3"]
    assert [line for line in shown if line.startswith("  ✓")] == []


def test_an_endless_message_is_cut(sample):
    perfect = sample("perfect")
    item = without(perfect.items[0], message=say("{x}", x="\n".join("a" * 500)), status="failed")
    shown = render(without(perfect, items=(item,)), catalogue("en")).splitlines()
    assert shown.count("    │ a") == 40
    assert shown.count("    │ …") == 1


def place_shown(sample, evidence, files=("answer.py", "helper.py")):
    perfect = sample("perfect")
    item = without(perfect.items[0], status="failed", evidence=evidence)
    submission = without(perfect.submission, files=files)
    shown = render(without(perfect, items=(item,), submission=submission), catalogue("en"))
    return [line.removeprefix("    │ ") for line in shown.splitlines() if "│" in line]


@pytest.mark.parametrize(
    ("found", "place", "shown"),
    [
        pytest.param(None, {"cell": 7, "line": 2}, ["Where: cell 7, line 2"], id="a cell's line"),
        pytest.param(None, {"cell": 7}, ["Where: cell 7"], id="a cell"),
        pytest.param(None, {"line": 12}, ["Where: line 12"], id="a line"),
        pytest.param(
            None, {"file": "answer.py", "line": 12}, ["Where: line 12"], id="the main file"
        ),
        pytest.param(
            None, {"file": "helper.py", "line": 3}, ["Where: helper.py, line 3"], id="another file"
        ),
        pytest.param(None, {"file": "helper.py"}, ["Where: helper.py"], id="a file, no line"),
        pytest.param(None, {}, [], id="nowhere"),
        pytest.param("x", {}, ["Looked at: x"], id="a name, nowhere"),
        pytest.param("x", {"line": 1}, ["Looked at: x (line 1)"], id="a name and a line"),
        pytest.param("x" * 61, {}, ["Looked at: " + "x" * 60 + "…"], id="a long text is cut"),
    ],
)
def test_the_place(sample, found, place, shown):
    from grader.model.report import Evidence
    from grader.model.run import Place

    evidence = Evidence(found=found, place=Place(**place) if place else None)
    assert place_shown(sample, evidence) == shown


@pytest.mark.parametrize(
    ("points", "shown"),
    [
        pytest.param(0.0, "0 / 3", id="none"),
        pytest.param(0.5, "0.5 / 3", id="half"),
        pytest.param(1 / 3, "0.33 / 3", id="a third"),
        pytest.param(3.0, "3 / 3", id="all"),
        pytest.param(1e6, "1000000 / 3", id="many"),
    ],
)
def test_points_are_short(sample, points, shown):
    report = without(sample("perfect"), score=points)
    assert f"Score: {shown}\n" in render(report, catalogue("en"))


def test_only_the_first_notes_are_shown(sample):
    notes = tuple(say("note {n}", n=n) for n in range(7))
    shown = render(without(sample("perfect"), notes=notes), catalogue("en"))
    assert "note 4" in shown
    assert "note 5" not in shown
    assert "… and 2 more notes." in shown


def test_a_report_without_items(sample):
    report = without(sample("perfect"), items=(), score=0.0, max_score=0.0)
    assert "Score: 0 / 0\n" in render(report, catalogue("en"))


@given(text=st.text(st.characters(exclude_categories=[])), color=st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_can_be_shown(sample, text, color):
    mistakes = sample("mistakes")
    items = tuple(
        without(item, message=say("{x}", x=text), staff_note=text) for item in mistakes.items
    )
    report = without(mistakes, items=items, student=text, notes=(say("{x}", x=text),))
    for encoding in ("utf-8", "ascii", "cp949"):
        render(report, catalogue("ko"), color=color, encoding=encoding, staff=True).encode(encoding)
