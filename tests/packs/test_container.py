"""Autograders as they run: the layout of the systems, a private root, real processes."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import pytest

from grader.model.course import Policy

SCHEMAS = Path(__file__).parents[1] / "reports" / "schemas"
RIGHT = "tiny_one = 1\ntiny_secret = 424242\n\ndef double(x):\n    return 2 * x\n"
FAULT = "This could not be checked. It is our fault, not yours; please tell your teacher."
ESCAPES = """\
import os

def loot():
    found = []
    for top in ("/autograder", "/grade"):
        for way in (
            lambda: os.listdir(top + "/results"),
            lambda: open(top + "/results/results.json", "w").write("{}"),
            lambda: open(top + "/results/mine", "w").write("{}"),
            lambda: open(top + "/source/set/reference.py").read(),
            lambda: open(top + "/tests/set/reference.py").read(),
            lambda: os.rename(top + "/results", top + "/elsewhere"),
            lambda: open(top + "/submission_metadata.json").read(),
            lambda: os.listdir(top + "/data"),
        ):
            try:
                found.append(repr(way()))
            except OSError:
                pass
    return found

tiny_one = 1 if not loot() else str(loot())
tiny_secret = 0

def double(x):
    return 2 * x if not loot() else loot()
"""


def results(container) -> dict[str, object]:
    tree = json.loads(container.results.read_text("utf-8"))
    schema = json.loads((SCHEMAS / f"{container.kind}.schema.json").read_text("utf-8"))
    jsonschema.validate(tree, schema)
    return tree


def scores(tree) -> list[object]:
    return [each.get("score") for each in tree["tests"]]


OPEN_SINCE = datetime(2020, 1, 1, tzinfo=UTC)
CLOSED_TILL = datetime(2220, 1, 1, tzinfo=UTC)


def test_gradescope_opens_hidden_items_when_the_course_says(container):
    rules = Policy(hidden_items="after_due_date", due=OPEN_SINCE)
    (container.home / "source" / "policy.json").write_text(rules.model_dump_json())
    container.hand_in("tiny_one = 1\n")
    assert container.run()[0] == 0
    secret = results(container)["tests"][1]
    assert (secret["visibility"], secret["name"]) == (
        "after_due_date",
        "The number one: the secret title",
    )


@pytest.mark.parametrize("container", ["prairielearn"], indirect=True)
@pytest.mark.parametrize(
    ("due", "name"), [(OPEN_SINCE, "the secret title"), (CLOSED_TILL, "A hidden item")]
)
def test_prairielearn_shows_hidden_items_once_they_are_due(container, due, name):
    rules = Policy(hidden_items="after_due_date", due=due)
    (container.home / "tests" / "policy.json").write_text(rules.model_dump_json())
    container.hand_in("tiny_one = 1\n")
    assert container.run()[0] == 0
    assert results(container)["tests"][1]["name"] == name


def test_gradescope_gets_every_item_and_students_nothing_hidden(container):
    container.hand_in(ESCAPES)
    metadata = {
        "created_at": "2026-03-02T10:00:00.000000-08:00",
        "users": [{"email": "kim@school.example", "id": 1, "name": "Kim"}],
        "assignment": {"due_date": "2026-03-01T10:00:00.000000-08:00", "total_points": "100.0"},
        "previous_submissions": [{"score": "1.0"}],
    }
    (container.home / "submission_metadata.json").write_text(json.dumps(metadata))
    status, said = container.run()
    tree = results(container)
    assert (status, tree["score"]) == (0, 2.5)
    assert scores(tree) == [1.5, 0, 1]
    assert [each["visibility"] for each in tree["tests"]] == ["visible", "hidden", "visible"]
    assert "the secret title" not in container.results.read_text("utf-8")
    assert "kim@school.example" not in container.results.read_text("utf-8")
    for each in (
        "Student: kim@school.example",
        "It came after the due date, 2026-03-01T10:00:00.000000-08:00.",
        "There is 1 earlier submission of this student.",
        "The assignment has 100.0 points, the problem set 3.5: set the autograder's points of the "
        "assignment to 3.5.",
        "the secret title",
        "For staff",
    ):
        assert each in said
    assert os.listdir(container.home / "results") == ["results.json"]
    assert (container.home / "results").stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize("container", ["prairielearn"], indirect=True)
def test_prairielearn_makes_no_folder_for_the_results(container):
    container.hand_in(ESCAPES)
    (container.home / "data").mkdir()
    status, said = container.run()
    tree = results(container)
    assert (status, said) == (0, "")
    assert tree["score"] == pytest.approx(2.5 / 3.5, abs=1e-6)
    assert [each["points"] for each in tree["tests"]] == [1.5, 0, 1]
    assert "the secret title" not in container.results.read_text("utf-8")


@pytest.mark.parametrize(
    ("container", "given"),
    [("gradescope", {"score": 0, "tests": []}), ("prairielearn", {"gradable": False})],
    indirect=["container"],
)
def test_what_is_no_submission_is_refused_with_the_reason(container, given):
    container.hand_in("an essay", "essay.txt")
    assert container.run()[0] == 0
    tree = results(container)
    assert tree.items() >= given.items()
    said = tree["output"] if container.kind == "gradescope" else tree["format_errors"][0]
    assert "holds no submission, that is no .py or .ipynb file" in said


def test_items_that_are_done_stay_when_the_time_runs_out(container):
    container.hand_in(RIGHT.replace("return 2 * x", "import time\n    time.sleep(300)"))
    container.run_until(lambda path: "2 of 3" in path.read_text("utf-8"))
    tree = results(container)
    assert scores(tree) == [1.5, 1, 0]
    assert tree["score"] == 2.5
    assert int(tree["extra_data"]["seed"]) > 0
    assert tree["output"].startswith(
        "Grading has not ended: 2 of 3 items are graded. The others have no points yet. If this "
        "stays so, the time for grading ran out; please tell your teacher."
    )
    assert tree["tests"][2]["output"] == "unavailable\nThis item is not graded yet."
    assert "status" not in tree["tests"][2]


@pytest.mark.parametrize(
    ("landlock", "level"),
    [
        pytest.param(True, "partly sealed", id="landlock"),
        pytest.param(False, "not sealed", id="rights of files only"),
    ],
)
def test_in_a_container_engine_nothing_of_the_autograder_can_be_had(
    container, engine_filter, landlock, level
):
    container.seccomp = engine_filter(landlock=landlock)
    container.hand_in(ESCAPES)
    (container.home / "submission_metadata.json").write_text("{}")
    container.run()
    tree = results(container)
    assert scores(tree) == [1.5, 0, 1], tree["tests"]
    assert tree["extra_data"]["isolation"] == level
    assert f"Isolation: {level}." in tree["output"]


def test_nothing_runs_where_nothing_would_keep_it_out(container, engine_filter):
    container.seccomp = engine_filter(landlock=False)
    container.folders_open = False
    container.hand_in(RIGHT)
    status, said = container.run()
    tree = results(container)
    assert (status, "score" in tree, scores(tree)) == (0, False, [None] * 3)
    assert tree["tests"][0]["output"] == f"grader error\n{FAULT}"
    assert (
        "No program is run here: nothing would keep it from the results and the answers. Run the "
        "autograder as root, or on a machine with Landlock or bubblewrap." in said
    )
    assert "Traceback" in said


@pytest.mark.parametrize("container", ["prairielearn"], indirect=True)
def test_a_fault_of_ours_is_called_one_and_gives_no_score(container):
    (container.home / "tests" / "set" / "reference.py").unlink()
    container.hand_in(RIGHT)
    status, said = container.run()
    tree = results(container)
    assert (status, "score" in tree) == (0, False)
    assert FAULT in container.results.read_text("utf-8")
    assert "Traceback" not in said, "students may read it"


def test_another_assignments_file_gets_a_word_and_links_are_not_followed(container):
    answer = RIGHT.replace("tiny_one = 1", "tiny_one = open('data.txt').read()")
    container.hand_in(f"# grader: pytorch-basics\n{answer}")
    (container.home / "submission" / "data.txt").symlink_to("/autograder/source/set/reference.py")
    container.run()
    tree = results(container)
    assert scores(tree)[0] == 0
    assert "424242" not in container.results.read_text("utf-8")
    assert tree["output"].startswith(
        "Your file says that it is for “pytorch-basics”, but this is “tiny”. Did you hand in the "
        "right file?\n\n"
    )
