"""The Korean catalogue against the code, and the script that keeps them together."""

import ast
import importlib.util
from pathlib import Path
from string import Formatter

import pytest

ROOT = Path(__file__).resolve().parents[2]
MO = ROOT / "grader/locale/ko/LC_MESSAGES/grader.mo"


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("catalogue", ROOT / "scripts/catalogue.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def run(script, tmp_path, capsys):
    """Runs the script on code and a catalogue of the test's own."""
    folder = tmp_path / "grader"
    folder.mkdir()
    po = tmp_path / "grader.po"

    def run(code, translations="", *arguments):
        (folder / "code.py").write_text(code, encoding="utf-8")
        if translations:
            po.write_text(script.HEADER + translations, encoding="utf-8")
            po.with_suffix(".mo").write_bytes(script.mo_bytes(script.read(po.read_bytes())))
        status = script.main(list(arguments), po=po, folder=folder)
        return status, capsys.readouterr().out.splitlines(), po.read_text(encoding="utf-8")

    return run


def test_every_message_has_a_korean_text(script):
    """When this fails: python scripts/catalogue.py, then translate what it lists."""
    wrong = script.faults(script.read(script.PO.read_bytes()), script.extracted())
    assert sorted(wrong) == []


def test_the_compiled_catalogue_is_what_the_source_compiles_to(script):
    assert script.compiled_from(MO.read_bytes(), script.PO.read_bytes())


def test_the_catalogue_is_as_the_script_writes_it(script):
    here = script.PO.read_bytes()
    assert script.po_bytes(script.updated(script.read(here), script.extracted())) == here


def test_the_extractor_finds_messages_everywhere(script):
    found = {message.id: message for message in script.extracted()}
    assert found["not attempted"].locations[0][0] == "grader/locale/words.py"
    assert found["Score: {score}"].locations[0][0] == "grader/reports/terminal.py"


ONE = 'say("It is {x}.", x=1)\nsay_count("one {x}", "{count} {x}", 2, x=1)\n'
TRANSLATED = """
msgid "It is {x}."
msgstr "{x}이에요."

msgid "one {x}"
msgid_plural "{count} {x}"
msgstr[0] "{x} {count}개"
"""


def test_a_finished_catalogue(run):
    assert run(ONE, TRANSLATED, "--check")[:2] == (0, ["the catalogue is complete"])


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        pytest.param("{x}이에요.", "", "not translated: 'It is {x}.'", id="no Korean text"),
        pytest.param(
            "{x}이에요.",
            "{y}이에요.",
            "placeholders ['y'] instead of ['x']: 'It is {x}.'",
            id="another placeholder",
        ),
        pytest.param(
            "{x} {count}개",
            "{count}개",
            "placeholders ['count'] instead of ['count', 'x']: 'one {x}'",
            id="a placeholder lost in a plural",
        ),
        pytest.param(
            "{x}이에요.",
            "{x}이에요. {",
            "placeholders [\"(malformed: Single '{' encountered in format string)\"]"
            " instead of ['x']: 'It is {x}.'",
            id="a lone brace",
        ),
        pytest.param(
            '\nmsgid "It is', '\n#, fuzzy\nmsgid "It is', "fuzzy: 'It is {x}.'", id="fuzzy"
        ),
        pytest.param(
            '"It is {x}."\nmsgstr',
            '"It was {x}."\nmsgstr',
            "no longer in the code: 'It was {x}.'",
            id="a message that is gone",
        ),
        pytest.param(
            '"It is {x}."\nmsgstr',
            '"It was {x}."\nmsgstr',
            "not in the catalogue: 'It is {x}.'",
            id="a message that is new",
        ),
        pytest.param(
            "\nmsgid", '\n#~ msgid "old"\n#~ msgstr "옛"\n\nmsgid', "obsolete: 'old'", id="obsolete"
        ),
    ],
)
def test_what_is_left_to_do_is_told(run, old, new, fault):
    status, told, _ = run(ONE, TRANSLATED.replace(old, new, 1), "--check")
    assert status == 1
    assert fault in told


def test_checking_changes_nothing(run):
    before = run(ONE, TRANSLATED, "--check")[2]
    assert run('say("new")', "", "--check")[2] == before


def test_a_translation_survives_the_message_going_and_coming_back(run):
    run(ONE, TRANSLATED)
    _, told, gone = run("say('another')")
    assert "obsolete: 'It is {x}.'" in told
    assert '#~ msgstr "{x}이에요."' in gone
    assert run(ONE)[:2] == (0, ["the catalogue is complete"])


def test_pruning_forgets(run):
    run(ONE, TRANSLATED)
    assert "{x}이에요." not in run("say('another')", "", "--prune")[2]


def test_a_stale_compiled_catalogue_is_told(run, script, tmp_path):
    run(ONE, TRANSLATED)
    other = script.HEADER + TRANSLATED.replace("이에요", "예요")
    (tmp_path / "grader.po").write_text(other, encoding="utf-8")
    status, told, _ = run(ONE, "", "--check")
    assert (status, told) == (1, ["grader.mo is not what grader.po compiles to"])


def calls():
    for path in sorted((ROOT / "grader").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_bytes())):
            name = isinstance(node, ast.Call) and getattr(node.func, "id", None)
            if name in ("say", "say_count"):
                yield f"{path.relative_to(ROOT)}:{node.lineno}", name, node


def test_templates_are_literals_that_get_all_their_values():
    wrong = [f"{where}: {fault}" for where, name, call in calls() for fault in faults(name, call)]
    assert wrong == []


def faults(name, call):
    literals = call.args[: 1 if name == "say" else 2]
    if not all(isinstance(each, ast.Constant) and isinstance(each.value, str) for each in literals):
        yield "the template is not a string literal"
        return
    given = {keyword.arg for keyword in call.keywords} | (
        {"count"} if name == "say_count" else set()
    )
    used = {field for each in literals for _, field, _, _ in Formatter().parse(each.value)} - {None}
    if None not in given and used - given:
        yield f"no value for {sorted(used - given)}"
    if given - used - {"count", None}:
        yield f"unused {sorted(given - used - {'count', None})}"


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        pytest.param("say(f'{x}')", "the template is not a string literal", id="an f-string"),
        pytest.param("say(template)", "the template is not a string literal", id="a name"),
        pytest.param("say('{x} {y}', x=1)", "no value for ['y']", id="a missing value"),
        pytest.param("say('{x}', x=1, y=1)", "unused ['y']", id="a value too many"),
        pytest.param("say_count('one', '{n}', 2)", "no value for ['n']", id="a plural"),
    ],
)
def test_such_calls_are_found(code, fault):
    call = ast.parse(code, mode="eval").body
    assert list(faults(call.func.id, call)) == [fault]
