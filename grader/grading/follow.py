"""One mistake is not punished twice: an answer that follows from the student's own earlier one."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from grader.checkers.stock import Looked, One
from grader.compare import bare
from grader.compare.dtypes import DTYPES
from grader.errors import ExpressionError, OurError, WireError
from grader.expressions import evaluate, operand
from grader.model.message import Message, say
from grader.model.problem_set import Follows
from grader.model.run import Ended, Observed, Outcome
from grader.model.targets import Variable
from grader.model.values import ArrayValue, BoolValue, FloatValue, IntValue, Value
from grader.model.verdict import Verdict
from grader.wire import validated

Ask = Callable[[One], Outcome | Ended]
Judge = Callable[[Looked, Looked], Verdict]


def followed(
    follows: Follows, found: Looked, reference: Looked, judge: Judge, ask: Ask
) -> Verdict | None:
    """Full points for an answer that follows from the student's own values; else None.

    `ask` looks at the student's program; `judge` holds an answer against an expectation, which is
    of the reference's type and dtype.
    """
    try:
        values = {name: _own(name, ask) for name in follows.names}
        expected = _like(reference.value, evaluate(follows.expression, values))
        if expected is None or judge(found, Looked(value=expected)).status != "passed":
            return None
    except (ExpressionError, WireError, OurError):
        return None
    return Verdict(status="passed", message=_why(follows))


def _why(follows: Follows) -> Message:
    names = tuple(f"`{name}`" for name in follows.names)
    if len(names) == 1:
        return say(
            "It follows from your own {name}, which is wrong elsewhere: full points here.",
            name=names[0],
        )
    return say(
        "It follows from your own {names}, not all of which are right: full points here.",
        names=names,
    )


def _own(name: str, ask: Ask) -> object:
    outcome = ask(One(of=Variable(variable=name)))
    if not isinstance(outcome, Observed):
        raise ExpressionError(say("there is no value called `{name}`", name=name))
    return operand(validated(Looked, outcome.seen).value)


def _like(reference: Value, result: object) -> Value | None:
    """The result as a value of the reference's type and dtype; None if it cannot be one."""
    if isinstance(reference, ArrayValue):
        return _array_like(reference, result)
    number = result.item() if isinstance(result, (np.ndarray, np.generic)) else result
    if isinstance(reference, BoolValue) and isinstance(number, bool):
        return BoolValue(value=number)
    if isinstance(reference, IntValue) and isinstance(number, int):
        return IntValue(digits=str(int(number)))
    if isinstance(reference, FloatValue) and isinstance(number, (int, float)):
        return FloatValue(hex=float(number).hex())
    return None


def _array_like(reference: ArrayValue, result: object) -> ArrayValue | None:
    dtype = DTYPES.get(bare(reference.dtype))
    if dtype is None or bare(reference.dtype) == "bfloat16":
        return None
    elements = np.asarray(result)
    if not np.can_cast(elements.dtype, dtype.storage, "unsafe"):
        return None
    with np.errstate(all="ignore"):
        cast = elements.astype(dtype.storage)
    shape = {"shape": elements.shape, "strides": None, "data": cast.tobytes()}
    return reference.model_copy(update=shape)
