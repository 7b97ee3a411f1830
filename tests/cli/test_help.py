"""Help pages, the language they are in, and what is said about a command line that is wrong."""

from __future__ import annotations

import subprocess
import sys

import pytest

from grader.cli.program import COMMANDS, program
from grader.cli.values import FORMATS, LANGUAGES
from grader.cli.words import Words, language_of
from grader.locale import catalogue
from grader.reports import names


@pytest.mark.parametrize("arguments", [("--help",), ("-h",), ("--lang", "en", "--help")])
def test_the_page_of_the_program(grade, arguments):
    ran = grade(*arguments)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("Usage: grade [OPTIONS] COMMAND [ARGS]...\n")
    listed = ran.out.partition("Commands:\n")[2].splitlines()
    shown = [line.split()[0] for line in listed if line.startswith("  ") and line[2] != " "]
    assert shown[: len(COMMANDS)] == list(COMMANDS)


def test_without_a_command_it_shows_its_page(grade):
    ran = grade()
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == grade("--help").out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_page(grade, name):
    ran = grade(name, "--help")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith(f"Usage: grade {name} [OPTIONS]")
    assert "--lang en|ko" in ran.out
    assert "Show this page and leave." in ran.out


def test_the_page_of_check_has_every_option(grade):
    page = grade("check", "--help").out
    options = ("set", "format", "output", "lang", "timeout", "memory", "seed", "staff")
    assert [option for option in options if f"  --{option}" not in page] == []
    assert "--trust-students" not in page


def test_the_page_of_submit_has_its_own_options(grade):
    page = grade("submit", "--help").out
    assert all(
        option in page for option in ("--student NAME", "--store FOLDER", "--trust-students")
    )


def test_formats_and_languages_are_those_that_there_are():
    assert sorted(FORMATS) == sorted(names())
    assert [catalogue(each).language for each in LANGUAGES] == ["en", "ko"]


def test_the_version(grade):
    import grader

    ran = grade("--version")
    assert (ran.status, ran.out) == (0, f"grade {grader.__version__}\n")


def test_help_texts_are_said_by_the_catalogue():
    made = program(Words("ko"))
    lang = next(param for param in made.params if param.name == "lang")
    english = "The language to speak; else GRADE_LANG, the configuration, the locale."
    assert lang.help == catalogue("ko").translations.gettext(english)


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("check", "--help")])
def test_help_loads_nothing_heavy(surroundings, desk, arguments):
    code = (
        "import sys\nfrom grader.cli import run\n"
        f"run({arguments!r})\nprint('LOADED', *sorted(sys.modules))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], env=surroundings, cwd=desk, capture_output=True, check=True
    )
    loaded = set(ran.stdout.decode().partition("LOADED")[2].split())
    heavy = {"torch", "numpy", "pydantic", "yaml", "rich", "IPython", "nbformat", "grader.errors"}
    assert loaded & heavy == set()


def test_listing_loads_neither_torch_nor_numpy(surroundings, desk):
    code = (
        "import sys\nfrom grader.cli import run\n"
        "run(['list'])\nprint('LOADED', *sorted(sys.modules))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], env=surroundings, cwd=desk, capture_output=True, check=True
    )
    loaded = set(ran.stdout.decode().partition("LOADED")[2].split())
    assert loaded & {"torch", "numpy", "IPython", "nbformat"} == set()


CHECK = "\nUsage: grade check [OPTIONS] FILE...\ngrade check --help tells more.\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(
            ("chek",), "Error: There is no command “chek”. Did you mean “check”?\n", id="misspelt"
        ),
        pytest.param(
            ("xyz",),
            "Error: There is no command “xyz”. There are: check, submit, batch, list, show, hint, "
            "start, doctor, new, preview, verify, schema, pack.\n",
            id="no such command",
        ),
        pytest.param(("check",), f"Error: FILE is missing.{CHECK}", id="no file"),
        pytest.param(
            ("check", "--sed", "3", "a.py"),
            f"Error: There is no option --sed. Did you mean --seed?{CHECK}",
            id="misspelt option",
        ),
        pytest.param(
            ("check", "--qqq", "a.py"), f"Error: There is no option --qqq.{CHECK}", id="no option"
        ),
        pytest.param(
            ("check", "a.py", "--seed"),
            f"Error: --seed needs a value after it.{CHECK}",
            id="no value",
        ),
        pytest.param(
            ("check", "--staff=1", "a.py"), f"Error: --staff takes no value.{CHECK}", id="flag"
        ),
        pytest.param(
            ("list", "a", "b"),
            "Error: This is too much: a b\n"
            "Usage: grade list [OPTIONS]\ngrade list --help tells more.\n",
            id="too much",
        ),
        pytest.param(
            ("check", "a.py", "--timeout", "0"),
            "Error: “0” does not fit --timeout. It looks like this: --timeout 20\n",
            id="timeout",
        ),
        pytest.param(
            ("check", "a.py", "--timeout", "nan"),
            "Error: “nan” does not fit --timeout. It looks like this: --timeout 20\n",
            id="timeout not a number",
        ),
        pytest.param(
            ("check", "a.py", "--memory", "2Q"),
            "Error: “2Q” does not fit --memory. It looks like this: --memory 512M, --memory 2G\n",
            id="memory",
        ),
        pytest.param(
            ("check", "a.py", "--memory", "1K"),
            "Error: “1K” does not fit --memory. It looks like this: --memory 512M, --memory 2G\n",
            id="too little memory",
        ),
        pytest.param(
            ("check", "a.py", "--seed", "-1"),
            "Error: “-1” does not fit --seed. It looks like this: --seed 12345\n",
            id="seed",
        ),
        pytest.param(
            ("check", "a.py", "--seed", str(2**63)),
            f"Error: “{2**63}” does not fit --seed. It looks like this: --seed 12345\n",
            id="great seed",
        ),
        pytest.param(
            ("check", "a.py", "--format", "xml"),
            "Error: “xml” does not fit --format. It looks like this: "
            "--format terminal, --format json\n",
            id="format",
        ),
        pytest.param(
            ("list", "--lang", "fr"),
            "Error: “fr” does not fit --lang. It looks like this: --lang en, --lang ko\n",
            id="language",
        ),
    ],
)
def test_command_lines_that_are_wrong(grade, arguments, message):
    ran = grade(*arguments)
    assert (ran.status, ran.out, ran.err) == (2, "", message)


@pytest.fixture
def nothing_configured(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "environ", "language"),
    [
        pytest.param((), {}, "en", id="nothing said"),
        pytest.param((), {"LANG": "C"}, "en", id="C"),
        pytest.param((), {"LANG": "ko_KR.UTF-8"}, "ko", id="locale"),
        pytest.param((), {"LANG": "ko_KR.UTF-8", "LC_ALL": "C"}, "en", id="LC_ALL first"),
        pytest.param((), {"LANG": "ko_KR.UTF-8", "GRADE_LANG": "en"}, "en", id="ours first"),
        pytest.param(("list", "--lang", "ko"), {"GRADE_LANG": "en"}, "ko", id="option"),
        pytest.param(("--lang=ko", "list"), {}, "ko", id="option with an equals sign"),
        pytest.param(("--lang", "ko", "list", "--lang", "en"), {}, "en", id="the last option"),
        pytest.param(("list", "--lang"), {"LANG": "ko"}, "ko", id="option without a value"),
    ],
)
def test_the_language_to_speak(nothing_configured, arguments, environ, language):
    assert language_of(arguments, environ) == language


def test_a_configured_language_is_spoken(nothing_configured):
    (nothing_configured / "grade.toml").write_text('lang = "ko"\n')
    assert language_of((), {"LANG": "C.UTF-8"}) == "ko"
    assert language_of((), {"GRADE_LANG": "en"}) == "en"
    (nothing_configured / "grade.toml").write_text("lang = 3\n")
    assert language_of((), {}) == "en"
