"""The page of checks says what the code says, and every check has an example."""

import importlib.util
from pathlib import Path

import pytest

from grader.checkers import all_checkers

ROOT = Path(__file__).resolve().parents[2]
CHECKERS = all_checkers()


def script():
    spec = importlib.util.spec_from_file_location(
        "checks_page", ROOT / "scripts" / "checks_page.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


checks_page = script()
PAGE = checks_page.page()


def section_of(name):
    return PAGE.split(f"\n## `{name}`\n")[1].split("\n## `")[0]


def test_the_page_is_up_to_date(capsys):
    assert checks_page.main(["--check"]) == 0, "run scripts/checks_page.py"
    assert capsys.readouterr().out == "docs/checks.md is up to date\n"


def test_an_old_page_is_noticed(capsys, monkeypatch, tmp_path):
    monkeypatch.setattr(checks_page, "PAGE", tmp_path / "checks.md")
    assert checks_page.main(["--check"]) == 1
    assert capsys.readouterr().out == "docs/checks.md is out of date\n"
    assert checks_page.main([]) == 0
    assert checks_page.main(["--check"]) == 0


@pytest.mark.parametrize("name", CHECKERS)
def test_every_check_has_an_example_of_its_own(name):
    folder = ROOT / "docs" / "examples" / "checks" / name
    assert f"check: {name}\n" in (folder / "set.yaml").read_text("utf-8")
    for file in ("reference.py", "right.py", "wrong.py"):
        assert (folder / file).is_file()


@pytest.mark.parametrize("name", CHECKERS)
def test_every_field_is_described(name):
    for form in (CHECKERS[name].Probe, CHECKERS[name].Rules):
        described = " ".join(str(each.__doc__) for each in form.__mro__)
        for field in form.model_fields:
            assert f"`{field}`" in described, field


@pytest.mark.parametrize("name", CHECKERS)
def test_every_check_says_something(name):
    section = section_of(name)
    assert section.partition("**What a student can be told**")[2].count("\n- ")


@pytest.mark.parametrize(
    ("name", "said", "unsaid"),
    [
        pytest.param("no_loops", "There is a `{kind}` loop at {where}.", "None", id="own words"),
        pytest.param("shape", "Its shape is {found}, expected {expected}.", "the ref", id="shared"),
        pytest.param("speed", "It took {seconds} seconds", "times_faster needs", id="not staff's"),
    ],
)
def test_messages_are_those_for_students(name, said, unsaid):
    section = section_of(name)
    messages = section.partition("**What a student can be told**")[2]
    assert said in messages
    assert unsaid not in messages
