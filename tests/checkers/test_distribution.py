import numpy as np
import pytest
import torch
from numpy.random import default_rng

from grader.checkers import checker_named
from grader.errors import OurError

RNG = default_rng(1)
UNIFORM, NORMAL = RNG.random(1000), RNG.standard_normal(1000)
DICE = RNG.integers(1, 7, 600)


@pytest.mark.parametrize(
    ("found", "rules"),
    [
        pytest.param(UNIFORM, {"uniform": (0, 1)}, id="uniform"),
        pytest.param(5 - 3 * UNIFORM.reshape(10, 100), {"uniform": (2, 5)}, id="matrix"),
        pytest.param(NORMAL * 2 + 1, {"normal": (1, 2)}, id="normal"),
        pytest.param(torch.from_numpy(NORMAL).float(), {"normal": (0, 1)}, id="tensor"),
        pytest.param(torch.from_numpy(RNG.random(20000)).half(), {"uniform": (0, 1)}, id="half"),
        pytest.param(
            torch.from_numpy(RNG.standard_normal(20000)).bfloat16(),
            {"normal": (0, 1)},
            id="bfloat16",
        ),
        pytest.param(DICE, {"integers": (1, 7)}, id="dice"),
        pytest.param(torch.from_numpy(DICE).float(), {"integers": (1, 7)}, id="dice as floats"),
        pytest.param(np.full(200, 3), {"integers": (3, 4)}, id="one side"),
    ],
)
def test_passes(told, found, rules):
    assert told("distribution", found, found, **rules) is None


@pytest.mark.parametrize(
    ("found", "rules", "message"),
    [
        pytest.param(
            NORMAL,
            {"uniform": (-5, 5)},
            "Its 1000 numbers do not look like numbers spread evenly between -5 and 5: their mean ",
            id="another shape",
        ),
        pytest.param(
            NORMAL + 0.5,
            {"normal": (0, 1)},
            "Its 1000 numbers do not look like a normal distribution with mean 0 and standard "
            "deviation 1: their mean is 0.",
            id="another mean",
        ),
        pytest.param(NORMAL * 2, {"normal": (0, 1)}, "Its 1000 numbers do not look", id="spread"),
        pytest.param(
            UNIFORM + 0.5,
            {"uniform": (0, 1)},
            "1.0118216247002567 is among its numbers; expected numbers spread evenly between 0 "
            "and 1.",
            id="outside",
        ),
        pytest.param(
            np.append(NORMAL, np.nan),
            {"normal": (0, 1)},
            "nan is among its numbers; expected a normal distribution with mean 0 and standard "
            "deviation 1.",
            id="nan",
        ),
        pytest.param(
            np.linspace(0, 1, 1000),
            {"uniform": (0, 1)},
            "Its numbers are spread too evenly to be random: drawn numbers crowd and gap.",
            id="too even",
        ),
        pytest.param(
            np.minimum(DICE, 5),
            {"integers": (1, 7)},
            "5 came up 195 times among 600 numbers; about 100 are usual.",
            id="loaded",
        ),
        pytest.param(
            DICE[DICE < 6],
            {"integers": (1, 7)},
            "6 came up 0 times among ",
            id="a side is missing",
        ),
        pytest.param(
            DICE,
            {"integers": (0, 6)},
            "6 is among its numbers; expected integers from 0 to 5.",
            id="an integer outside",
        ),
        pytest.param(
            UNIFORM[:30],
            {"uniform": (0, 1)},
            "It has 30 numbers: too few to tell how they are drawn. Make at least 100.",
            id="few",
        ),
        pytest.param(
            UNIFORM > 0.5,
            {"uniform": (0, 1)},
            "Its dtype is bool: real numbers are needed.",
            id="bool",
        ),
        pytest.param([0.5] * 100, {"uniform": (0, 1)}, "It is a list of 100 items, but", id="list"),
    ],
)
def test_what_is_wrong(told, found, rules, message):
    wrong = told("distribution", found, np.zeros(1000), **rules)
    assert wrong is not None
    assert wrong.startswith(message)


def test_a_reference_with_few_numbers(told):
    with pytest.raises(OurError, match="too few numbers to judge by"):
        told("distribution", UNIFORM, UNIFORM[:50], uniform=(0, 1))


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        ({}, "one of uniform, normal and integers is needed"),
        ({"uniform": (0, 1), "normal": (0, 1)}, "one of uniform, normal and integers is needed"),
        ({"uniform": (1, 1)}, "low must be less than high"),
        ({"normal": (0, 0)}, "a standard deviation is greater than 0"),
        ({"normal": (0, float("inf"))}, "the numbers must be finite"),
        ({"integers": (0, 2000)}, "at most 1000 integers can be told apart"),
    ],
)
def test_rules_that_make_no_sense(rules, message):
    with pytest.raises(ValueError, match=message):
        checker_named("distribution").Rules(**rules)


@pytest.mark.parametrize(
    ("draw", "rules"),
    [
        (lambda rng: rng.random(100), {"uniform": (0, 1)}),
        (lambda rng: rng.standard_normal(100), {"normal": (0, 1)}),
        (lambda rng: rng.integers(0, 10, 100), {"integers": (0, 10)}),
        (lambda rng: rng.integers(0, 200, 100), {"integers": (0, 200)}),
    ],
)
def test_false_alarms_come_at_the_stated_rate_or_less(told, monkeypatch, draw, rules):
    """At a rate of one in ten, which a test can count: 400 trials, six standard deviations."""
    monkeypatch.setattr("grader.checkers.distribution.FALSE_ALARMS", 0.1)
    rng = default_rng(3)
    alarms = sum(
        told("distribution", draw(rng), np.zeros(100), **rules) is not None for _ in range(400)
    )
    assert alarms <= 40 + 6 * 6
