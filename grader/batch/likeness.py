"""Which hand-ins of a class are much alike: for staff to look at, never a verdict."""

from __future__ import annotations

from collections.abc import Iterator

from grader.authors.starter import starter_text
from grader.batch.rendering import program_of
from grader.batch.results import Graded
from grader.model.classroom import Student
from grader.model.submission import Program
from grader.similarity import as_csv, as_json, similar


def likenesses(graded: Graded) -> Iterator[tuple[str, str]]:
    """Two files, `similarity.csv` and `similarity.json`. UsageError without copydetect."""
    given = graded.problem_set.starter or ""
    starter = starter_text(graded.problem_set, "module", graded.catalogue)
    found = similar(_programs(graded), boilerplate=[given, starter])
    yield "similarity.csv", as_csv(found)
    yield "similarity.json", as_json(found, graded.catalogue)


def _programs(graded: Graded) -> Iterator[tuple[Student, Program]]:
    for hand_in in graded.collection.hand_ins:
        if (program := program_of(hand_in)) is not None:
            yield hand_in.student, program
