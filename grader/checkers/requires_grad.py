"""Whether torch records what is done with the tensor: `tensor.requires_grad`."""

from __future__ import annotations

from grader.checkers.base import Checker
from grader.checkers.stock import Looked, One, a_tensor, look_at, reference_array
from grader.model.base import Model
from grader.model.message import Message, say
from grader.model.values import ArrayValue
from grader.model.verdict import Verdict, failed, passed


class Rules(Model):
    """`requires_grad`: true or false; without it, as the reference's."""

    requires_grad: bool | None = None


def judge(seen: Looked, reference: Looked, rules: Rules) -> Verdict:
    """A tensor of which that is true passes."""
    found = a_tensor(seen.value)
    if isinstance(found, Message):
        return failed(found)
    expected = rules.requires_grad
    if expected is None:
        expected = reference_array(reference).requires_grad
    if found.requires_grad == expected:
        return passed()
    return failed(_needless(found) if found.requires_grad else _missing())


def _missing() -> Message:
    return say(
        "It does not require a gradient. Make it with requires_grad=True, or compute it from a "
        "tensor that does, outside torch.no_grad() and without .detach()."
    )


def _needless(found: ArrayValue) -> Message:
    if found.is_leaf:
        return say("It requires a gradient, and should not. Make it without requires_grad=True.")
    return say(
        "It requires a gradient, and should not: it was computed from a tensor that does. "
        ".detach() and torch.no_grad() keep it out of the graph."
    )


checker = Checker(One, Looked, Rules, look_at, judge)
