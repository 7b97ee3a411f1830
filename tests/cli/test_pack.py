"""`grade pack`, as a person runs it."""

from __future__ import annotations

import json
import zipfile

import pytest


def test_a_zip_for_gradescope_and_what_to_do_with_it(desk, grade):
    ran = grade("pack", "tiny", "--for", "gradescope", "--lang", "en")
    assert ran.status == 0, ran.err
    assert ran.out == (
        "Written: tiny-gradescope.zip\n"
        "Upload it as the autograder of a programming assignment of 3.5 points, and try it there "
        "with a right and a wrong submission before students see it.\n"
    )
    with zipfile.ZipFile(desk / "tiny-gradescope.zip") as archive:
        assert {"setup.sh", "run_autograder", "set/set.yaml"} <= set(archive.namelist())


def test_the_rules_of_the_course_go_along(desk, grade):
    def packed(*asked):
        ran = grade("pack", "tiny", "--for", "gradescope", "--output", "made.zip", *asked)
        assert ran.status == 0, ran.err
        with zipfile.ZipFile(desk / "made.zip") as archive:
            rules = json.loads(archive.read("policy.json"))
        (desk / "made.zip").unlink()
        return rules

    assert packed() == {}
    (desk / "rules.yaml").write_text("hidden_items: always\n")
    assert packed("--course", "rules.yaml") == {"hidden_items": "always"}
    (desk / "problems" / "course.yaml").write_text("sets:\n  tiny: {hidden_items: always}\n")
    assert packed() == {"hidden_items": "always"}


def test_a_folder_for_prairielearn_and_what_to_do_with_it(desk, grade):
    ran = grade("pack", "problems/tiny", "--for=prairielearn", "--output=question", "--lang=ko")
    assert ran.status == 0, ran.err
    assert ran.out.splitlines()[0].endswith("question")
    info = json.loads((desk / "question" / "questions" / "tiny" / "info.json").read_text("utf-8"))
    assert info["title"] == "작은 세트"


def test_the_word_on_prairielearn_in_english(desk, grade):
    ran = grade("pack", "tiny", "--for", "prairielearn", "--output", "question", "--lang", "en")
    assert ran.out == (
        "Written: question\n"
        "Build the image from its folder image, copy the folder in questions to your course's, and "
        "name the image in info.json as your server knows it.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(
            ("tiny", "--for", "gradescop"),
            "Error: There is no pack for “gradescop”. Did you mean “gradescope”?\n",
            id="kind",
        ),
        pytest.param(
            ("tiny", "--for", "gradescope", "--output", "there"),
            "Error: there is there already and is left alone; name another file.\n",
            id="there",
        ),
        pytest.param(
            ("tiny", "--for", "prairielearn", "--output", "no/where"),
            "Error: no/where cannot be written: No such file or directory.\n",
            id="nowhere",
        ),
        pytest.param(
            ("tinny", "--for", "gradescope"),
            "Error: There is no problem set “tinny”; did you mean “tiny”? Known: tiny",
            id="set",
        ),
    ],
)
def test_what_cannot_be_packed(desk, grade, arguments, told):
    (desk / "there").mkdir()
    ran = grade("pack", *arguments)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(told)


def test_the_system_must_be_named(desk, grade):
    ran = grade("pack", "tiny")
    assert ran.status == 2
    assert "--for" in ran.err


def test_a_report_can_be_had_in_their_formats_too(desk, grade, right):
    ran = grade("check", right, "--format", "gradescope", "--set", "tiny")
    assert (ran.status, ran.err) == (0, "")
    assert json.loads(ran.out)["score"] == 3.5
