"""`grade pack SET --for gradescope|prairielearn`: an autograder to hand to a learning system."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from grader.cli.layout import HelpInWords
from grader.cli.options import lang
from grader.cli.words import Words

if TYPE_CHECKING:
    from grader.model.message import Message
    from grader.packs import Kind


def command(say: Words) -> click.Command:
    """The command, its help in one language."""
    return HelpInWords(
        say,
        name="pack",
        params=[
            click.Argument(["name"], metavar="SET"),
            click.Option(
                ["--for", "system"],
                required=True,
                metavar="gradescope|prairielearn",
                help=say("The learning system that will run it."),
            ),
            click.Option(
                ["--output"],
                metavar="PATH",
                help=say("The zip (gradescope) or folder (prairielearn) to write; it must be new."),
            ),
            click.Option(
                ["--course"],
                metavar="YAML",
                help=say(
                    "Rules of the course, for when students see hidden items; else course.yaml "
                    "beside the problem set, if any."
                ),
            ),
            lang(say),
        ],
        callback=partial(_run, say),
        help=say(
            "Makes an autograder of a problem set for a learning system, for those who teach.\n\n"
            "It holds the set, answers and all: hand it to the system, never to students. What it "
            "says to students is in the language of --lang."
        ),
    )


def _run(
    words: Words,
    name: str,
    system: str,
    output: str | None,
    course: str | None,
    lang: str | None,  # noqa: ARG001  language_of has read it
) -> int:
    from grader.cli.here import settings_here
    from grader.cli.screen import Screen
    from grader.cli.sets import Sets
    from grader.model.message import say
    from grader.packs import kind_named, pack, write_folder, write_zip
    from grader.specs.course import course_beside, read_course

    kind = kind_named(system)
    screen = Screen(words.language)
    problem_set = Sets(settings_here().problems).named(name)
    ending = ".zip" if kind == "gradescope" else ""
    path = output or f"{problem_set.slug}-{kind}{ending}"
    write = write_zip if kind == "gradescope" else write_folder
    rules = read_course(course) if course else course_beside(problem_set.folder)
    write(pack(problem_set, kind, screen.catalogue, rules.policy(problem_set.slug)), path)
    screen.tell(say("Written: {path}", path=path))
    screen.tell(_next(kind, problem_set.max_score))
    return 0


def _next(kind: Kind, points: float) -> Message:
    from grader.model.message import say

    if kind == "gradescope":
        return say(
            "Upload it as the autograder of a programming assignment of {points} points, and try "
            "it there with a right and a wrong submission before students see it.",
            points=points,
        )
    return say(
        "Build the image from its folder image, copy the folder in questions to your course's, "
        "and name the image in info.json as your server knows it."
    )
