"""The value is of the expected type, exactly: a bool is no int, a NumPy scalar is no float."""

from __future__ import annotations

from grader.checkers.base import Checker
from grader.checkers.stock import Looked, One, look_at
from grader.compare import type_name, wrong_type
from grader.model.base import Model
from grader.model.verdict import Verdict, failed, passed


class Rules(Model):
    """`type`: the type, or several that are accepted; without it, the reference's.

    Written in full: `torch.Tensor`, `torch.nn.Parameter`, `torch.Size`, `torch.dtype`,
    `numpy.ndarray`, `numpy.float64`, `int`, `float`, `bool`, `str`, `list`, `tuple`, `None`.
    """

    type: str | tuple[str, ...] | None = None


def judge(seen: Looked, reference: Looked, rules: Rules) -> Verdict:
    """A value of exactly one of the types passes; one of a subclass does not."""
    wanted = type_name(reference.value) if rules.type is None else rules.type
    wrong = wrong_type(seen.value, (wanted,) if isinstance(wanted, str) else wanted)
    return passed() if wrong is None else failed(wrong)


checker = Checker(One, Looked, Rules, look_at, judge)
