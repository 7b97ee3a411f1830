"""Whether the tensor begins its graph, rather than being computed in it: `tensor.is_leaf`."""

from __future__ import annotations

from grader.checkers.base import Checker
from grader.checkers.stock import Looked, One, a_tensor, look_at, reference_array
from grader.model.base import Model
from grader.model.message import Message, say
from grader.model.verdict import Verdict, failed, passed


class Rules(Model):
    """`is_leaf`: true or false; without it, as the reference's."""

    is_leaf: bool | None = None


def judge(seen: Looked, reference: Looked, rules: Rules) -> Verdict:
    """A tensor of which that is true passes."""
    found = a_tensor(seen.value)
    if isinstance(found, Message):
        return failed(found)
    expected = rules.is_leaf
    if expected is None:
        expected = reference_array(reference).is_leaf
    if found.is_leaf == expected:
        return passed()
    if found.is_leaf:
        return failed(
            say(
                "It is a leaf: no operation of torch made it from a tensor that requires a "
                "gradient. Compute it, without .detach() and outside torch.no_grad()."
            )
        )
    return failed(
        say(
            "It is not a leaf: {operation} made it. Make it directly, as in "
            "torch.tensor(..., requires_grad=True), or after .detach().",
            operation=found.grad_fn or say("an operation"),
        )
    )


checker = Checker(One, Looked, Rules, look_at, judge)
