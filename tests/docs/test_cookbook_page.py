"""The cookbook shows its examples as they are, each in its chapter."""

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "docs" / "examples" / "cookbook"


def script():
    spec = importlib.util.spec_from_file_location(
        "cookbook_page", ROOT / "scripts" / "cookbook_page.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


cookbook_page = script()
PAGE = cookbook_page.page()


def test_the_page_is_up_to_date(capsys):
    assert cookbook_page.main(["--check"]) == 0, "run scripts/cookbook_page.py"
    assert capsys.readouterr().out == "docs/cookbook.md is up to date\n"


def test_an_old_page_is_noticed(capsys, monkeypatch, tmp_path):
    monkeypatch.setattr(cookbook_page, "PAGE", tmp_path / "cookbook.md")
    assert cookbook_page.main(["--check"]) == 1
    assert capsys.readouterr().out == "docs/cookbook.md is out of date\n"
    assert cookbook_page.main([]) == 0
    assert cookbook_page.main(["--check"]) == 0


def test_every_example_is_in_a_chapter():
    assert cookbook_page.unplaced() == []


@pytest.mark.parametrize(
    "name", [name for _, names in cookbook_page.CHAPTERS for name in names.split()]
)
def test_every_recipe_is_there(name):
    assert f"(examples/cookbook/{name})" in PAGE
