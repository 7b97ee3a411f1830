"""A function's gradient is right: it agrees with slopes measured by central differences.

The function is called a small step before and behind each number of its float64 arguments; the
parent computes the slopes. Neither the function's values nor the reference's gradient are compared:
`value` does that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import prod
from typing import Annotated, Any, Self

import numpy as np
from pydantic import Field, model_validator

from grader.checkers.base import Attempt, Checker, Subject
from grader.compare import Array, bare, describe, index_text, numbers_of
from grader.errors import OurError
from grader.model.base import Model
from grader.model.message import Message, say
from grader.model.recipes import dtype_name, shape_of
from grader.model.run import Raised
from grader.model.targets import Call, Dotted, Given, Recipe
from grader.model.values import ArrayValue, ShortText, Value
from grader.model.verdict import Verdict, failed, passed

STEP = 1e-6
MAX_NUMBERS = 100
MAX_RESULTS = 32


class Probe(Model):
    """`of`: the call. Its arguments of dtype float64, at most 100 numbers together, are varied.
    `gradient`: the name of the student's function that gives the gradient for the same arguments,
    one array for each that is varied; without it, torch's autograd is asked.
    """

    of: Call
    gradient: Dotted | None = None

    @model_validator(mode="after")
    def _few_and_double(self) -> Self:
        count = sum(map(_size, self.of.args))
        if count == 0:
            raise ValueError("an argument with dtype: float64 is needed")
        if count > MAX_NUMBERS:
            raise ValueError(f"at most {MAX_NUMBERS} numbers can be varied")
        return self


def _size(given: Given) -> int:
    """How many numbers of an argument are varied."""
    if isinstance(given, Recipe):
        sound = given.nonce is None and dtype_name(given) == "float64"
        return prod(shape_of(given)) if sound else 0
    if isinstance(given, ArrayValue) and bare(given.dtype) == "float64" and not given.scalar:
        return prod(given.shape)
    return 0


class Seen(Model):
    """What the function gave: at the `varied` arguments, and a step behind and before each number.

    `gradients` has one row for each number of the result, one entry for each varied argument.
    `error` is what it raised, `problem` why there is no gradient.
    """

    varied: tuple[Value, ...]
    result: Value
    behind: Annotated[tuple[Value, ...], Field(max_length=MAX_NUMBERS)] = ()
    before: Annotated[tuple[Value, ...], Field(max_length=MAX_NUMBERS)] = ()
    gradients: Annotated[tuple[tuple[Value, ...], ...], Field(max_length=MAX_RESULTS)] = ()
    error: Raised | None = None
    problem: ShortText | None = None


class Rules(Model):
    """`rtol` and `atol`: a gradient may be `atol + rtol * |slope|` away from the measured slope."""

    rtol: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 1e-4
    atol: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 1e-5


class _RaisedError(Exception):
    def __init__(self, attempt: Attempt) -> None:
        super().__init__()
        self.error = attempt.error


def observe(subject: Subject, probe: Probe) -> Seen:
    """Calls the function, then again and again at a small distance, then asks for its gradient."""
    result = subject.find(probe.of)
    places = [place for place, given in enumerate(probe.of.args) if _size(given)]
    seen = Seen(
        varied=tuple(subject.look(subject.make(probe.of.args[place])) for place in places),
        result=subject.look(result),
    )
    if not 1 <= _numbers(seen.result) <= MAX_RESULTS:
        return seen
    try:
        sides = {
            name: tuple(
                subject.look(_asked(subject, probe.of, args))
                for args in _moved(probe.of.args, places, step)
            )
            for name, step in (("behind", STEP), ("before", -STEP))
        }
        return seen.model_copy(update={**sides, **_gradients(subject, probe, places)})
    except _RaisedError as failure:
        return seen.model_copy(update={"error": failure.error})


def _numbers(value: Value) -> int:
    array = numbers_of(value)
    return 0 if array is None else array.size


def _asked(subject: Subject, call: Call, args: Sequence[Given]) -> Any:  # noqa: ANN401
    attempt = subject.ask(call, [subject.make(each) for each in args])
    if attempt.error is not None:
        raise _RaisedError(attempt)
    return attempt.value


def _moved(
    args: Sequence[Given], places: Sequence[int], step: float
) -> Iterator[tuple[Given, ...]]:
    """The arguments, each time with another number moved by the step."""
    for place in places:
        given = args[place]
        assert isinstance(given, ArrayValue)
        numbers = np.frombuffer(given.data or b"", "<f8")
        for number in range(numbers.size):
            moved = numbers.copy()
            moved[number] += step
            update = {"data": moved.tobytes()}
            yield (*args[:place], given.model_copy(update=update), *args[place + 1 :])


def _gradients(subject: Subject, probe: Probe, places: Sequence[int]) -> dict[str, Any]:
    if probe.gradient is None:
        return _by_autograd(subject, probe.of, places)
    call = probe.of.model_copy(update={"call": probe.gradient, "aliases": ()})
    found = _asked(subject, call, probe.of.args)
    several = type(found) in (tuple, list) and len(places) > 1
    return {"gradients": (tuple(map(subject.look, found if several else (found,))),)}


def _by_autograd(subject: Subject, call: Call, places: Sequence[int]) -> dict[str, Any]:
    args = [
        given.model_copy(update={"requires_grad": True})
        if place in places and isinstance(given, ArrayValue) and given.library == "torch"
        else given
        for place, given in enumerate(call.args)
    ]
    made = [subject.make(each) for each in args]
    attempt = subject.ask(call, made)
    if attempt.error is not None:
        raise _RaisedError(attempt)
    try:
        rows = _rows(attempt.value, [made[place] for place in places])
        return {"gradients": tuple(tuple(map(subject.look, row)) for row in rows)}
    except Exception as error:  # noqa: BLE001 - a backward pass can run a student's own function
        why = error.args[0] if error.args and type(error.args[0]) is str else ""
        return {"problem": f"{type(error).__name__}: {why}".splitlines()[0][:400]}


def _rows(result: Any, inputs: list[Any]) -> list[tuple[Any, ...]]:  # noqa: ANN401
    from torch import autograd

    return [
        autograd.grad(each, inputs, retain_graph=True, allow_unused=True)
        for each in result.reshape(-1)
    ]


def judge(seen: Seen, reference: Seen, rules: Rules) -> Verdict:
    """Gradients that agree with the slopes pass."""
    if not reference.gradients:
        raise OurError(say("the reference has no gradient: {why}", why=reference.problem or ""))
    obstacle = _obstacle(seen, reference)
    if obstacle is not None:
        return failed(obstacle)
    shapes = [each.shape for each in reference.varied if isinstance(each, ArrayValue)]
    slopes = _slopes(seen, sum(map(prod, shapes)))
    if slopes is None:
        return failed(say("Its results differ in shape or kind from one call to the next."))
    for place, row in enumerate(seen.gradients):
        found = _row(row, shapes)
        if isinstance(found, Message):
            return failed(found)
        far = ~(abs(found - slopes[:, place]) <= rules.atol + rules.rtol * abs(slopes[:, place]))
        if far.any():
            at = int(np.argmax(far))
            return failed(_wrong(at, shapes, found[at], slopes[at, place]))
    return passed()


def _obstacle(seen: Seen, reference: Seen) -> Message | None:
    if seen.error is not None:
        return say(
            "Called with slightly other numbers, it raised {type}: {text}",
            type=seen.error.type,
            text=seen.error.text,
        )
    if isinstance(seen.result, ArrayValue) and bare(seen.result.dtype) != "float64":
        return say(
            "It was given float64 and returned {dtype}: compute in the dtype of the arguments.",
            dtype=seen.result.dtype,
        )
    if _numbers(seen.result) != _numbers(reference.result):
        return say(
            "It returned {found}, not as many numbers as expected.", found=describe(seen.result)
        )
    if seen.problem is not None:
        return say(
            "torch cannot compute its gradient: {problem}. Is there a .detach(), .item(), .numpy() "
            "or torch.no_grad() on the way?",
            problem=seen.problem,
        )
    if len(seen.gradients) != len(reference.gradients):
        return say("There is no gradient for each number that it returns.")
    return None


def _slopes(seen: Seen, count: int) -> Array | None:
    """For each number that was moved, the slope of each number of the result; None for nonsense."""
    behind, before = ([numbers_of(each) for each in side] for side in (seen.behind, seen.before))
    sides = [each for each in (*behind, *before) if each is not None]
    if len(sides) != 2 * count or len({each.shape for each in sides}) != 1:
        return None
    if any(each.dtype.kind not in "fiu" for each in sides):
        return None
    flat = np.stack([each.reshape(-1).astype(np.float64) for each in sides])
    if flat.shape[1] != _numbers(seen.result):
        return None
    return np.asarray((flat[:count] - flat[count:]) / (2 * STEP))


def _row(row: Sequence[Value], shapes: Sequence[tuple[int, ...]]) -> Array | Message:
    """One gradient with respect to all varied arguments, flat; None counts as zeros."""
    if len(row) != len(shapes):
        return say("A gradient for each of {count} arguments is needed.", count=len(shapes))
    parts = []
    for place, (value, shape) in enumerate(zip(row, shapes, strict=True)):
        numbers = np.zeros(shape) if value.kind == "none" else numbers_of(value)
        if numbers is None or numbers.dtype.kind not in "fiu" or numbers.shape != shape:
            return say(
                "The gradient with respect to argument {place} is {found}; it needs the shape "
                "{shape} of the argument.",
                place=place + 1,
                found=describe(value),
                shape=str(shape),
            )
        parts.append(numbers.reshape(-1).astype(np.float64))
    return np.concatenate(parts)


def _wrong(at: int, shapes: Sequence[tuple[int, ...]], found: float, slope: float) -> Message:
    place = 0
    while at >= prod(shapes[place]):
        at -= prod(shapes[place])
        place += 1
    index = np.unravel_index(at, shapes[place]) if shapes[place] else ()
    return say(
        "With respect to argument {place}, number {index}, the gradient is {found}, but the "
        "measured slope is {slope}.",
        place=place + 1,
        index=index_text([int(each) for each in index]) or "0",
        found=f"{found:.6g}",
        slope=f"{slope:.6g}",
    )


checker = Checker(Probe, Seen, Rules, observe, judge)
