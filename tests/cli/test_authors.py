"""`grade new`, `grade preview`, `grade start`."""

from __future__ import annotations

import json

import pytest


def test_new_writes_a_set_that_verifies(grade, desk):
    ran = grade("new", "my-set")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == (
        "Written: problems/my-set\nNow change it, and try it: grade verify problems/my-set\n"
    )
    ran = grade("verify", "my-set", "--runs", "2")
    assert ran.status == 0
    assert "100%" in ran.out


def test_new_in_another_folder_and_never_twice(grade, desk):
    assert grade("new", "mine", "--in", "elsewhere").status == 0
    assert (desk / "elsewhere" / "mine" / "set.yaml").is_file()
    ran = grade("new", "mine", "--in", "elsewhere")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "Error: elsewhere/mine is there already; choose another name.\n"


def test_preview_shows_what_students_see(grade, desk):
    ran = grade("preview", "tiny")
    assert (ran.status, ran.err) == (0, "")
    assert "1. The number one" in ran.out
    assert "Make one.\nCall it tiny_one.\n" in ran.out
    assert " • tiny_one is one (1.5)\n" in ran.out
    assert "For a hint: grade hint tiny/one\n" in ran.out
    assert "\x1b" not in ran.out


def test_preview_in_korean_and_as_a_page(grade, desk):
    ran = grade("preview", "tiny", "--lang", "ko", "--output", "page.html")
    assert (ran.status, ran.out) == (0, "")
    page = (desk / "page.html").read_text("utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "작은 세트" in page


def test_a_preview_is_text_only(grade, desk, make_set):
    title = r'"\e[31m<b>red</b>"'
    edits = {"slug: tiny": "slug: odd", "{en: A tiny set, ko: 작은 세트}": title}
    make_set("problems/odd", **edits)
    assert "\x1b" not in grade("preview", "odd").out
    assert grade("preview", "odd", "--output", "page.html").status == 0
    assert "<b>" not in (desk / "page.html").read_text("utf-8")


def test_start_writes_a_notebook_that_knows_its_set(grade, desk):
    ran = grade("start", "tiny")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == "Written: tiny.ipynb\nWhen you have answers: grade check tiny.ipynb\n"
    assert json.loads((desk / "tiny.ipynb").read_text("utf-8"))["metadata"]["grader"] == {
        "set": "tiny"
    }
    checked = json.loads(grade("check", "tiny.ipynb", "--format", "json").out)
    assert {item["status"] for item in checked["items"]} == {"not_attempted"}


@pytest.mark.parametrize("arguments", [("--as", "module"), ("--output", "tiny.py")])
def test_start_writes_a_module(grade, desk, arguments):
    ran = grade("start", "tiny", "--lang", "ko", *arguments)
    assert ran.status == 0
    text = (desk / "tiny.py").read_text("utf-8")
    assert text.startswith("# grader: tiny\n")
    assert "# 1. 숫자 하나\n#\n# 하나를 만드세요.\n" in text
    assert text.endswith("tiny_two = None\n")


def test_start_leaves_a_file_alone(grade, desk):
    (desk / "tiny.ipynb").write_text("my answers")
    ran = grade("start", "tiny")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "Error: tiny.ipynb is there already and is left alone; name another file.\n"
    assert (desk / "tiny.ipynb").read_text() == "my answers"


def test_start_what_cannot_be(grade, desk):
    ran = grade("start", "tiny", "--as", "book")
    assert ran.status == 2
    assert "“book” does not fit --as. It looks like this: --as notebook, --as module" in ran.err
    ran = grade("start", "tiny", "--output", "no/where.py")
    assert ran.err == "Error: no/where.py cannot be written: No such file or directory.\n"


def test_a_set_with_checks_of_its_own_runs_only_if_it_is_named(grade, desk, right):
    (desk / "problems" / "tiny" / "checks.py").write_text(
        "import pathlib\npathlib.Path('ran').touch()\ncheckers = {}\n"
    )
    assert grade("list").status == 0
    assert grade("check", right).status == 2
    assert not (desk / "ran").exists()
    assert grade("check", right, "--set", "tiny").status == 0
    assert (desk / "ran").exists()
