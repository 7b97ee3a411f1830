"""A problem set as tests: one for each of its claims."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import pytest

from grader.errors import SpecError
from grader.model.message import Message
from grader.model.problem_set import ProblemSet
from grader.proof import Options, Sitting
from grader.proof.claims import (
    cited_in,
    flaky,
    keys_of,
    reference_faults,
    starter_faults,
    uncaught_faults,
    wrong_faults,
)
from grader.proof.mutation import LEAST_RATE, mutate
from grader.proof.outcomes import Outcome
from grader.proof.prove import graded_answers, graded_reference, wrong_answers
from grader.proof.words import mutation_told
from grader.specs import load_set
from grader.testing.processes import workers_of
from grader.testing.words import ClaimError, refuse, rendered


class SetFile(pytest.File):
    """A `set.yaml`. Its programs are graded when the first claim about them is tested."""

    def collect(self) -> Iterator[pytest.Item]:
        """The claims, in the order of `grade verify`."""
        cited = cited_in(self.problem_set)
        for key in keys_of(self.problem_set):
            yield Reference.from_parent(self, name=f"reference.py passes {key}", key=key)
        yield Starter.from_parent(self, name="the starter passes nothing")
        for answer in wrong_answers(self.problem_set):
            where = ", ".join(sorted(cited.get(answer, ()))) or "nothing"
            yield Wrong.from_parent(self, name=f"{answer} fails exactly {where}", answer=answer)
        yield Caught.from_parent(self, name="every item fails a wrong answer")
        yield Mutants.from_parent(self, name="mutants are caught")

    @cached_property
    def problem_set(self) -> ProblemSet:
        """The set, sound; else pytest is told of every mistake in it."""
        try:
            return load_set(self.path.parent)
        except SpecError as error:
            lines = [rendered(error.message), *map(rendered, error.mistakes)]
            raise self.CollectError("\n".join(lines)) from error

    @cached_property
    def options(self) -> Options:
        """The seeds, of which failures tell."""
        return Options(seed=secrets.randbits(31))

    @cached_property
    def sitting(self) -> Sitting:
        """Grades without a word of how far it is."""
        return Sitting(self.problem_set, workers_of(self.config), _no_word)

    @cached_property
    def reference(self) -> list[Outcome]:
        """The runs of the reference."""
        return graded_reference(self.sitting, self.options)

    @cached_property
    def answers(self) -> dict[str, list[Outcome]]:
        """The runs of the starter and of the wrong answers that tests were selected for."""
        ours = [item for item in self.session.items if item.parent is self]
        names = [item.answer for item in ours if isinstance(item, Wrong)]
        if any(isinstance(item, Caught) for item in ours):
            names = list(wrong_answers(self.problem_set))
        return graded_answers(self.sitting, self.options, names)


def _no_word(what: Message, done: int, all_: int) -> None:
    """pytest shows its own progress."""


class Claim(pytest.Item):
    """One claim of a set. `runtest` raises ClaimError if it does not hold."""

    @property
    def set_file(self) -> SetFile:
        """The set that claims it."""
        assert isinstance(self.parent, SetFile)
        return self.parent

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:  # noqa: ANN401  pytest's types
        """What does not hold; a traceback only if it is the grader's fault."""
        if isinstance(excinfo.value, ClaimError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Any, None, str]:
        """The file and the claim."""
        return self.path, None, self.name


class Reference(Claim):
    """The reference passes one item, whatever the seed."""

    def __init__(self, *, key: str, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(**kwargs)
        self.key = key

    def runtest(self) -> None:
        """Grades the reference with every seed, once for all items."""
        runs = self.set_file.reference
        refuse(each for run in runs[:1] if (each := run.unreadable) is not None)
        refuse((*reference_faults(self.key, runs), *flaky(self.key, runs)))


class Starter(Claim):
    """The starter passes nothing."""

    def runtest(self) -> None:
        """Grades it with one seed."""
        answers = self.set_file.answers.values()
        refuse(
            f for runs in answers if runs[0].task.role == "starter" for f in starter_faults(runs[0])
        )


class Wrong(Claim):
    """A wrong answer fails exactly at the items that list it."""

    def __init__(self, *, answer: str, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(**kwargs)
        self.answer = answer

    def runtest(self) -> None:
        """Grades it with several seeds."""
        catching = cited_in(self.set_file.problem_set).get(self.answer, frozenset())
        refuse(wrong_faults(self.set_file.answers[self.answer], catching))


class Caught(Claim):
    """Every item is seen to fail by a wrong answer."""

    def runtest(self) -> None:
        """Needs all wrong answers."""
        answers = self.set_file.answers.values()
        wrong = [runs[0] for runs in answers if runs[0].task.role == "wrong"]
        refuse(uncaught_faults(keys_of(self.set_file.problem_set), wrong))


class Mutants(Claim):
    """Enough of the wrong programs made from the reference are caught."""

    def runtest(self) -> None:
        """Grades all of them."""
        runs = self.set_file.reference
        if not all(run.passes for run in runs):
            pytest.skip("the reference itself does not pass")
        seconds = max(run.seconds for run in runs)
        mutation = mutate(self.set_file.sitting, self.set_file.options.seed, seconds)
        refuse(mutation.faults)
        if mutation.rate < LEAST_RATE:
            refuse(mutation_told(mutation, LEAST_RATE))
