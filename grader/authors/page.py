"""The task page as students see it, as Markdown. Never a rule, a reference or a wrong answer."""

from __future__ import annotations

from collections.abc import Iterator

from grader.locale import Catalogue
from grader.model.message import say
from grader.model.problem_set import Problem, ProblemSet


def page_of(problem_set: ProblemSet, catalogue: Catalogue) -> str:
    """The whole set's page, in the catalogue's language."""
    parts = [f"# {catalogue.render(problem_set.title)}"]
    if problem_set.description is not None:
        parts.append(catalogue.render(problem_set.description))
    for number, problem in enumerate(problem_set.problems, 1):
        parts.append(problem_page(problem, number, catalogue))
        parts.append(graded_in(problem, catalogue))
        if problem.hint is not None:
            command = f"`grade hint {problem_set.slug}/{problem.slug}`"
            parts.append(catalogue.render(say("For a hint: {command}", command=command)))
    return "\n\n".join(parts) + "\n"


def problem_page(problem: Problem, number: int, catalogue: Catalogue) -> str:
    """One problem's heading, task and expected result. A line of a task stays a line."""
    parts = [f"## {number}. {catalogue.render(problem.title)}", _lines(catalogue, problem.task)]
    if problem.expected is not None:
        words = catalogue.render(say("Expected result:"))
        parts.append(f"**{words}** {_lines(catalogue, problem.expected)}")
    return "\n\n".join(parts)


def graded_in(problem: Problem, catalogue: Catalogue) -> str:
    """What is graded, with the points; of hidden items the points only."""
    return "\n".join(_graded(problem, catalogue))


def _graded(problem: Problem, catalogue: Catalogue) -> Iterator[str]:
    yield f"**{catalogue.render(say('What is graded:'))}**\n"
    for item in problem.items:
        title = say("a hidden check") if item.hidden else item.title
        yield f"- {catalogue.render(title)} ({item.points:g})"


def _lines(catalogue: Catalogue, text: object) -> str:
    """Markdown joins lines; two spaces at the end of one keep the next apart."""
    said = catalogue.render(text)  # type: ignore[arg-type]
    return "\n".join(map(_kept, said.splitlines())).rstrip()


def _kept(line: str) -> str:
    is_block = line.lstrip().startswith(("-", "*", "#", ">", "|", "`")) or not line.strip()
    return line if is_block else f"{line}  "
