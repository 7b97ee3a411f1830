"""The class page in a real browser: the matrix is built, obeys keys, and breaks no policy."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.chromium import Browser, chromium
from bench.classes import made_outcomes, made_set
from grader.locale import catalogue
from grader.model.classroom import Outcome, Student
from grader.model.message import say
from grader.pages import class_page, student_page
from tests.pages.conftest import HOSTILE, graded
from tests.pages.test_student_page import NOTEBOOK

pytestmark = pytest.mark.skipif(
    chromium() is None or os.name != "posix", reason="there is no Chromium here"
)
NAMES = "[...document.querySelectorAll('#body .who a')].map(each => each.textContent)"
ON = "document.querySelector('.on').textContent"


def link(outcome: Outcome) -> str:
    return f"reports/{outcome.hand_in.student.id}.html"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixty students, one that is missing, and one whose name is hostile."""
    small = made_set(10)
    path = tmp_path_factory.mktemp("pages") / "report.html"
    bad = Student(id="zz", name=HOSTILE)
    text = class_page(made_outcomes(small, 60), small, catalogue("en"), missing=[bad], link=link)
    path.write_text(text, "utf-8")
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = chromium()
    assert program is not None
    with Browser(program) as opened:
        opened.resize(1280, 800)
        yield opened
        assert opened.complaints == []


def test_the_matrix_is_in_the_document_and_the_console_is_silent(
    page: Path, tmp_path: Path
) -> None:
    shown = subprocess.run(
        [
            *(str(chromium()), "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"),
            *("--enable-logging=stderr", f"--user-data-dir={tmp_path}", page.as_uri()),
        ],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert 'data-built="61"' in shown.stdout
    assert shown.stdout.count('aria-rowindex="') > 10
    assert "CONSOLE" not in shown.stderr


def test_only_the_rows_in_sight_are_in_the_document(page: Path, browser: Browser) -> None:
    browser.open(page)
    assert 20 < len(browser.value(NAMES)) < 50
    assert browser.value("grid.getAttribute('aria-rowcount')") == "64"
    browser.value("frame.scrollTop = frame.scrollHeight")
    browser.value("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    last = browser.value("Math.max(...[...body.querySelectorAll('tr')].map(r => r.ariaRowIndex))")
    assert last == 64


def test_keys_move_sort_and_scroll(page: Path, browser: Browser) -> None:
    browser.open(page)
    browser.value("grid.focus()")
    assert browser.value(ON) == "name"
    browser.press("ArrowRight")
    browser.press("Enter")
    scores = browser.value("[...document.querySelectorAll('#body td.num')].map(c => c.textContent)")
    numbers = [float(each) for each in scores[::2] if each]
    assert numbers == sorted(numbers, reverse=True)
    assert browser.value("heads.cells[1].ariaSort") == "descending"
    for key in ("ArrowDown", "End"):
        browser.press(key)
    assert browser.value("told.textContent").count(" · ") >= 3
    for _ in range(40):
        browser.press("ArrowDown")
    assert browser.value("document.querySelector('.on').id") == "r40c12"
    assert browser.value("grid.getAttribute('aria-activedescendant')") == "r40c12"
    place = "document.querySelector('.on').getBoundingClientRect()"
    assert browser.value(f"{place}.bottom <= frame.getBoundingClientRect().bottom + 1")


def test_rows_are_found_by_text_and_by_kind(page: Path, browser: Browser) -> None:
    browser.open(page)
    fire = "dispatchEvent(new Event('{}', {{bubbles: true}}))"
    browser.value(f"which.value = 'm'; which.{fire.format('change')}")
    (name,) = browser.value(NAMES)
    assert name.startswith("</script><script>alert(1)</script>")
    assert browser.value("shown.textContent") == "1 of 61 shown"
    browser.value(f"which.value = ''; which.{fire.format('change')}")
    search = "document.getElementById('find')"
    browser.value(f"{search}.value = '20240007'; {search}.{fire.format('input')}")
    assert [each.split(" · ")[1] for each in browser.value(NAMES)] == ["20240007"]


def test_enter_opens_the_students_page_at_the_item(page: Path, browser: Browser) -> None:
    browser.open(page)
    browser.value("grid.focus()")
    for key in ("ArrowDown", "ArrowDown", *["ArrowRight"] * 4):
        browser.press(key)
    (address,) = browser.value("[...told.querySelectorAll('a')].map(a => a.getAttribute('href'))")
    assert address.startswith("reports/2024")
    own = page.parent / address.removesuffix("#i1")
    own.parent.mkdir()
    own.write_text("<!doctype html><link rel=icon href='data:,'>", "utf-8")
    browser.press("Enter")
    browser.loaded()
    assert browser.value("location.href") == f"{own.as_uri()}#i1"


def test_printing_shows_every_row(page: Path, browser: Browser) -> None:
    browser.open(page)
    browser.value("dispatchEvent(new Event('beforeprint'))")
    assert len(browser.value(NAMES)) == 61
    browser.value("dispatchEvent(new Event('afterprint'))")
    assert len(browser.value(NAMES)) < 50


@pytest.mark.parametrize("width", [400, 1440])
def test_no_page_is_wider_than_the_window(page: Path, browser: Browser, width: int) -> None:
    small = made_set(10)
    own = page.with_name("own.html")
    outcome = graded("Ada", small, notes=(say("x" * 300),))
    text = student_page(outcome, small, catalogue("ko"), program=NOTEBOOK, staff=True)
    own.write_text(text, "utf-8")
    browser.resize(width, 800)
    for path in (page, own):
        browser.open(path)
        assert browser.value("document.documentElement.scrollWidth") <= width
    browser.resize(1280, 800)
