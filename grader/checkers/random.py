"""The array holds random numbers: not one number throughout, and others in every run.

Several fresh runs, each with its own seed, must not give the same bytes. An honest array of n
elements that take each of m numbers equally often fails with a chance of m**-n for two runs, and of
m**(1-n) within each: for torch.rand(3, 3), where m is 2**24, of 2**-192; for n integers below ten
of 10**(1-n), so ask for at least twelve of them.

A second run in the same process is evidence enough: a program that wants to show other numbers in
every run, drawn or not, can do that in processes of their own as well, by the clock for one.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from grader.checkers.base import Checker
from grader.checkers.stock import Looked, One, look_at, unreadable
from grader.compare import Array, array_of, elements
from grader.model.base import Model
from grader.model.message import Message, say
from grader.model.values import ArrayValue, Value
from grader.model.verdict import Verdict, failed, passed


class Rules(Model):
    """None: the check knows what random means."""


def judge(seen: Looked, reference: Looked, rules: Rules) -> Verdict:  # noqa: ARG001
    """A readable array with at least two different elements passes, or with but one element."""
    obstacle = unreadable(seen.value)
    if obstacle is not None:
        return failed(obstacle)
    flat = _array(seen.value).reshape(-1)
    if flat.size == 1 or not _all_alike(flat):
        return passed()
    return failed(
        say(
            "All its {size} elements are {found}, so they are not random. {maker} makes random "
            "numbers.",
            size=flat.size,
            found=str(flat[0]),
            maker=_maker(seen.value),
        )
    )


def across(seen: Sequence[Looked], rules: Rules) -> Verdict:  # noqa: ARG001
    """Runs pass when no two of them gave the same elements."""
    arrays = [_array(each.value) for each in seen]
    pairs = ((a, b) for i, a in enumerate(arrays) for b in arrays[:i])
    if not any(_same(*pair) for pair in pairs):
        return passed()
    return failed(_written_down(seen[0].value))


def _written_down(value: Value) -> Message:
    return say(
        "The same numbers came out of several runs, although each starts from another seed: "
        "{found}. Numbers that are written down are not random; {maker} makes new ones in every "
        "run.",
        found=elements(_array(value)),
        maker=_maker(value),
    )


def _maker(value: Value) -> str:
    """What makes random numbers in the value's own library."""
    is_numpy = isinstance(value, ArrayValue) and value.library == "numpy"
    return "np.random.rand(...)" if is_numpy else "torch.rand(...)"


def _array(value: Value) -> Array:
    if not isinstance(value, ArrayValue):
        raise TypeError("only what judge is content with is judged across runs")
    return array_of(value)


def _all_alike(flat: Array) -> bool:
    filled = np.full_like(flat, flat[0])
    return np.array_equal(flat, filled, equal_nan=flat.dtype.kind in "fc")


def _same(a: Array, b: Array) -> bool:
    return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()


checker = Checker(One, Looked, Rules, look_at, judge, across, replay=True)
