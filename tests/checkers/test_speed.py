"""Times are judged as they were measured; what is measured is processor time."""

import re
import time
from types import SimpleNamespace

import numpy as np
import pytest
from pydantic import ValidationError

from grader import recipes
from grader.checkers import checker_named
from grader.child.places import Places
from grader.child.spies import Spies
from grader.child.subject import LiveSubject
from grader.errors import OurError

SPEED = checker_named("speed")
BOTH = {
    "of": {"call": "fast", "args": ({"rand": (20_000,), "library": "numpy"},)},
    "than": {"call": "slow", "args": ({"rand": (20_000,), "library": "numpy"},)},
}


def slow(x):
    total = 0.0
    for each in x:
        total += each
    return total


def measured(names, probe):
    sent = recipes.resolve(SPEED.Probe.model_validate(probe), seed=7, purpose="test")
    running = SimpleNamespace(namespace=names, made={}, places=Places(), spies=Spies(()))
    return SPEED.observe(LiveSubject(running), sent)


def judged(seconds, compared=None, **rules):
    seen = SPEED.Seen(seconds=seconds, compared=compared)
    word = SPEED.judge(seen, seen, SPEED.Rules.model_validate(rules))
    assert (word.status == "passed") == (word.message is None)
    return None if word.message is None else str(word.message)


@pytest.mark.parametrize(
    ("seconds", "compared", "rules", "message"),
    [
        pytest.param(0.1, None, {"most_seconds": 0.1}, None, id="in time"),
        pytest.param(
            0.21,
            None,
            {"most_seconds": 0.1},
            "It took 0.21 seconds, but may take 0.1.",
            id="too late",
        ),
        pytest.param(0.001, 0.01, {"times_faster": 10.0}, None, id="as fast as asked"),
        pytest.param(
            0.002,
            0.01,
            {"times_faster": 10.0},
            "It took 0.002 seconds, and the version that it is compared with 0.01: it is 5 times "
            "as fast, but 10 times is expected. Is there still a loop in it?",
            id="not as fast",
        ),
        pytest.param(
            0.01,
            1.5,
            {"times_faster": 1000.0},
            "It took 0.01 seconds, and the version that it is compared with 1.5: it is 150 times "
            "as fast, but 1000 times is expected. Is there still a loop in it?",
            id="large numbers",
        ),
        pytest.param(0.0, 0.0, {"times_faster": 10.0}, None, id="both too fast to be measured"),
        pytest.param(
            0.2,
            9.0,
            {"most_seconds": 0.1, "times_faster": 2.0},
            "It took 0.2 seconds, but may take 0.1.",
            id="both rules",
        ),
    ],
)
def test_judged(seconds, compared, rules, message):
    assert judged(seconds, compared, **rules) == message


def test_a_loop_is_measured_to_be_slower():
    seen = measured({"fast": np.sum, "slow": slow}, BOTH)
    assert 5 * seen.seconds < seen.compared
    word = SPEED.judge(seen, seen, SPEED.Rules(times_faster=5.0))
    assert word.status == "passed"


def test_a_loop_in_both_is_found():
    seen = measured({"fast": slow, "slow": slow}, BOTH)
    word = SPEED.judge(seen, seen, SPEED.Rules(times_faster=5.0))
    assert re.search(r"it is (0\.\d+|1|1\.\d) times as fast, but 5 times is", str(word.message))


def test_sleeping_is_not_working():
    seen = measured({"fast": lambda x: time.sleep(0.05)}, {"of": BOTH["of"]})
    assert seen.seconds < 0.02
    assert seen.compared is None


def test_rules_that_the_author_forgot():
    with pytest.raises(ValidationError, match="most_seconds or times_faster is needed, or both"):
        judged(1.0)
    with pytest.raises(OurError, match="times_faster needs a `than` in the probe"):
        judged(1.0, times_faster=2.0)
