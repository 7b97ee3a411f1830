"""A tensor's gradient: its `.grad` as the program left it, or after a backward pass of ours."""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.checkers.base import Checker, Subject
from grader.checkers.stock import a_tensor, name_of
from grader.compare import How, array_of, bare, default_tolerance, mismatch
from grader.model.base import Model
from grader.model.exceptions import advised
from grader.model.message import Message, say
from grader.model.targets import Target
from grader.model.values import ArrayValue, NoneValue, ShortText, Value
from grader.model.verdict import Verdict, failed, passed

MOST_TIMES = 20


class Probe(Model):
    """`of`: the tensor whose gradient is looked at. `backward`: of what, if the program does not
    call .backward() itself; its `.grad` then stays untouched, and what was in it does not count.
    """

    of: Target
    backward: Target | None = None


class Seen(Model):
    """The tensor and its gradient, or why torch could not compute it (`problem`)."""

    variable: Value
    grad: Value
    retained: bool
    problem: ShortText | None
    name: str
    backward: str | None


class Rules(How):
    """`none_as_zero`: whether no gradient and one of zeros count as the same, as after
    `optimizer.zero_grad()`.

    `rtol` and `atol` are given together: an element may be `atol + rtol * |expected|` away. Without
    them the dtype decides. `dtype`: `exact`, `family` or `any`. `reveal`: whether the student is
    told the expected gradient.
    """

    none_as_zero: bool = False


def observe(subject: Subject, probe: Probe) -> Seen:
    """Looks at `.grad`, or has torch compute what a backward pass would put there."""
    found = subject.find(probe.of)
    variable = subject.look(found)
    usable = isinstance(variable, ArrayValue) and variable.library == "torch"
    grad, retained, problem = None, False, None
    if usable and probe.backward is not None:
        grad, problem = _backward(subject.find(probe.backward), found)
    elif usable:
        grad, retained = _kept(found)
    return Seen(
        variable=variable,
        grad=subject.look(grad),
        retained=retained,
        problem=problem,
        name=name_of(probe.of),
        backward=None if probe.backward is None else name_of(probe.backward),
    )


def _kept(found: Any) -> tuple[Any, bool]:  # noqa: ANN401
    """`.grad`, and whether torch keeps one there; asked of others, it would warn."""
    from torch import _C

    base: Any = _C.TensorBase
    with _C.DisableTorchFunction():
        if not (base.is_leaf.__get__(found) or base.retains_grad.__get__(found)):
            return None, False
        return base.grad.__get__(found), True


def _backward(result: Any, found: Any) -> tuple[Any, str | None]:  # noqa: ANN401
    from torch import autograd

    try:
        (grad,) = autograd.grad(result, [found], retain_graph=True, allow_unused=True)
    except Exception as error:  # noqa: BLE001 - a backward pass can run a student's own function
        why = error.args[0] if error.args and type(error.args[0]) is str else ""
        return None, f"{type(error).__name__}: {why}".splitlines()[0][:400]
    return grad, None


def judge(seen: Seen, reference: Seen, rules: Rules) -> Verdict:
    """A gradient that compares equal to the reference's passes."""
    variable = a_tensor(seen.variable)
    if isinstance(variable, Message):
        return failed(say("{name}: {why}", name=reference.name, why=variable))
    if rules.none_as_zero and _is_zero(seen.grad) and _is_zero(reference.grad):
        return passed()
    obstacle = _obstacle(seen, variable, reference)
    if obstacle is not None:
        return failed(obstacle)
    wrong = mismatch(seen.grad, reference.grad, rules)
    if wrong is None:
        return passed()
    why, times = wrong.for_student, _times(seen.grad, reference.grad)
    if times is not None:
        why = say(
            "{why} It is {times} times the expected gradient. Perhaps it is the sum of several: "
            "gradients add up over calls of .backward() until .grad is set to zero or None.",
            why=why,
            times=times,
        )
    return failed(say("{name}.grad: {why}", name=reference.name, why=why), wrong.in_full)


def _obstacle(seen: Seen, variable: ArrayValue, reference: Seen) -> Message | None:
    name = reference.name
    if isinstance(reference.grad, NoneValue) or not isinstance(seen.grad, NoneValue):
        return None
    if not variable.requires_grad:
        return say(
            "{name} does not require a gradient: make it with requires_grad=True.", name=name
        )
    if reference.backward is not None:
        return _no_backward(seen, reference, reference.backward)
    if not seen.retained:
        return say(
            "{name} keeps no gradient, because it was computed from other tensors. Call "
            "{name}.retain_grad() before .backward(), or look at the tensor that it came from.",
            name=name,
        )
    return say(
        "{name}.grad is None: no gradient has arrived. Call .backward() on what was computed from "
        "{name}.",
        name=name,
    )


def _no_backward(seen: Seen, reference: Seen, result: str) -> Message:
    names = {"name": reference.name, "result": result}
    if seen.problem is None:
        return say(
            "{result} does not depend on {name}: its gradient does not arrive there. Is there a "
            ".detach(), .item() or torch.no_grad() on the way?",
            **names,
        )
    return say(
        "The gradient of {result} with respect to {name} cannot be computed: {problem}",
        **names,
        problem=advised(seen.problem),
    )


def _is_zero(value: Value) -> bool:
    if isinstance(value, ArrayValue) and value.data is not None:
        return not array_of(value).any()
    return isinstance(value, NoneValue)


def _times(found: Value, expected: Value) -> int | None:
    """How many times the expected gradient it is, if a whole number of times, at least twice."""
    arrays = [
        array_of(each)
        for each in (found, expected)
        if isinstance(each, ArrayValue) and each.data is not None
    ]
    if len(arrays) < 2 or arrays[0].shape != arrays[1].shape or not arrays[1].any():
        return None
    assert isinstance(found, ArrayValue)
    allowed = default_tolerance(bare(found.dtype), bare(found.dtype))
    for times in range(2, MOST_TIMES + 1):
        if np.allclose(arrays[0], times * arrays[1], rtol=allowed.rtol, atol=allowed.atol):
            return times
    return None


checker = Checker(Probe, Seen, Rules, observe, judge)
