"""`SET/PROBLEM/ITEM`: finding what a part names, or saying what is near."""

from __future__ import annotations

from grader.errors import UsageError
from grader.model.message import say
from grader.model.problem_set import Item, Problem, ProblemSet
from grader.nearest import nearest


def problem_named(problem_set: ProblemSet, slug: str) -> Problem:
    """The problem of that name; UsageError, with the nearest name, if there is none."""
    found = {problem.slug: problem for problem in problem_set.problems}
    if slug in found:
        return found[slug]
    raise _unknown(f"{problem_set.slug}/", slug, tuple(found))


def item_named(problem: Problem, slug: str) -> Item:
    """The item of that name; UsageError, with the nearest name, if there is none."""
    found = {item.slug: item for item in problem.items}
    if slug in found:
        return found[slug]
    raise _unknown(f"{problem.slug}/", slug, tuple(found))


def _unknown(within: str, slug: str, slugs: tuple[str, ...]) -> UsageError:
    near = nearest(slug, slugs)
    if near is None:
        return UsageError(
            say("There is no “{name}”. There are: {names}.", name=within + slug, names=slugs)
        )
    return UsageError(
        say(
            "There is no “{name}”. Did you mean “{nearest}”?",
            name=within + slug,
            nearest=within + near,
        )
    )


def name_a_problem(problem_set: ProblemSet) -> UsageError:
    """For an address that names a set alone."""
    return UsageError(
        say(
            "Name a problem too, for example {example}. There are: {names}.",
            example=f"{problem_set.slug}/{problem_set.problems[0].slug}",
            names=tuple(problem.slug for problem in problem_set.problems),
        )
    )


def too_long(address: str, form: str) -> UsageError:
    """For an address with more parts than its form has."""
    return UsageError(
        say("“{address}” has too many parts: it should be {form}.", address=address, form=form)
    )
