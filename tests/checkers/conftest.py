"""A subject whose program has run: the child's own, over given names."""

import json
from dataclasses import dataclass, field
from typing import Any

import pytest
from pydantic import TypeAdapter

from grader import recipes, wire
from grader.checkers import checker_named
from grader.child.places import Places
from grader.child.spies import Spies
from grader.child.subject import LiveSubject
from grader.grading import grade
from grader.model.message import Text
from grader.model.problem_set import Item, Problem, ProblemSet
from grader.sources import read_submission


@dataclass
class Running:
    namespace: dict[str, Any]
    made: dict[str, Any] = field(default_factory=dict)
    displays: tuple = ()
    cells: tuple = ()
    places: Places = field(default_factory=Places)
    spies: Spies = field(default_factory=lambda: Spies(()))


def observed(check, probe, names):
    """What the check's child half sees, after a journey over the wire."""
    checker = checker_named(check)
    sent = recipes.resolve(checker.Probe.model_validate(probe), seed=7, purpose="test")
    arrived = wire.decode_as(TypeAdapter(checker.Probe), wire.encode(sent))
    seen = checker.observe(LiveSubject(Running(names)), arrived)
    return wire.decode_as(TypeAdapter(checker.Seen), wire.encode(seen))


@pytest.fixture
def verdict():
    """Judges names against the reference's names."""

    def judged(check, found, expected, probe, **rules):
        checker = checker_named(check)
        seen, reference = (observed(check, probe, names) for names in (found, expected))
        return checker.judge(seen, reference, checker.Rules.model_validate(rules))

    return judged


@pytest.fixture
def told(verdict):
    """The message for one value called `x`, or None when it passes."""

    def judged(check, found, expected, **rules):
        word = verdict(check, {"x": found}, {"x": expected}, {"of": "x"}, **rules)
        assert (word.status == "passed") == (word.message is None)
        assert word.status in ("passed", "failed")
        return None if word.message is None else str(word.message)

    return judged


@pytest.fixture
def see():
    """What a check's child half sees."""
    return observed


@pytest.fixture
def answered(tmp_path, runner):
    """Grades a program, or a notebook's cells, by one check: its status, points and message."""

    def graded(check, probe, reference, *program, **rules):
        checker = checker_named(check)
        item = Item(
            slug="item",
            title=Text("Item"),
            check=check,
            points=1,
            probe=checker.Probe.model_validate(probe),
            rules=checker.Rules.model_validate(rules),
        )
        problem = Problem(slug="one", title=Text("One"), task=Text("Do it."), items=(item,))
        whole = ProblemSet(
            slug="set",
            title=Text("Set"),
            problems=(problem,),
            folder=str(tmp_path),
            digest="",
            reference=reference,
        )
        path = tmp_path / ("work.py" if len(program) == 1 else "work.ipynb")
        path.write_text(program[0] if len(program) == 1 else notebook(program), "utf-8")
        (result,) = grade(read_submission(path), whole, runner, seed=7).items
        return result.status, result.score, str(result.message or result.staff_note or "")

    return graded


def notebook(cells):
    """A notebook of these code cells."""
    made = [{"cell_type": "code", "source": cell, "metadata": {}, "outputs": []} for cell in cells]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": made})
