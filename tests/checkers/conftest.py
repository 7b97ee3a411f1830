"""A subject whose program has run: the child's own, over given names."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from pydantic import TypeAdapter

from grader import recipes, wire
from grader.checkers import checker_named
from grader.child.subject import LiveSubject


@dataclass
class Running:
    namespace: dict[str, Any]
    made: dict[str, Any] = field(default_factory=dict)
    displays: tuple = ()
    cells: tuple = ()


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
