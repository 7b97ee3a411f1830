"""How torch will compute the gradient: which operations made the tensor, or that it is detached."""

from __future__ import annotations

import re
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from grader.checkers.base import Checker, Subject
from grader.checkers.stock import Looked, One, a_tensor, reference_array
from grader.model.base import Model
from grader.model.message import Message, say
from grader.model.verdict import Verdict, failed, passed

MAX_NODES = 2000
SHOWN = 12
NodeName = Annotated[str, Field(max_length=200)]
Operation = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$", max_length=100)]


class Seen(Looked):
    """The tensor, and the names of the graph's nodes, from the tensor backwards."""

    nodes: Annotated[tuple[NodeName, ...], Field(max_length=MAX_NODES)]


class Rules(Model):
    """`detached`: true if it must not belong to a graph, false if it must.
    `requires`, `forbids`: operations that must, or must not, be in its graph, by their names in
    `grad_fn`, with or without what follows them: `Mul`, `MulBackward0`, `Addmm`, `Sigmoid`.
    Without any, it is detached or not as the reference's is.
    """

    detached: bool | None = None
    requires: tuple[Operation, ...] = ()
    forbids: tuple[Operation, ...] = ()

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.detached and self.requires:
            raise ValueError("a detached tensor has no graph that could require operations")
        return self


def observe(subject: Subject, probe: One) -> Seen:
    """Walks the graph from the tensor."""
    found = subject.find(probe.of)
    value = subject.look(found)
    nodes = () if isinstance(a_tensor(value), Message) else _nodes(found)
    return Seen(value=value, nodes=nodes)


def _nodes(found: Any) -> tuple[str, ...]:  # noqa: ANN401
    from torch import _C

    custom: Any = _C._FunctionBase
    base: Any = _C.TensorBase
    names: list[str] = []
    left = [base.grad_fn.__get__(found)]
    seen = set()
    while left and len(names) < MAX_NODES:
        node = left.pop(0)
        if node is None or id(node) in seen:
            continue
        seen.add(id(node))
        names.append(type.__dict__["__name__"].__get__(type(node))[:200])
        kind = custom if issubclass(type(node), custom) else type(node)
        left.extend(below for below, _ in kind.next_functions.__get__(node))
    return tuple(names)


def judge(seen: Seen, reference: Seen, rules: Rules) -> Verdict:
    """A tensor with such a graph passes."""
    value = a_tensor(seen.value)
    if isinstance(value, Message):
        return failed(value)
    detached = rules.detached
    if detached is None and not rules.requires and not rules.forbids:
        detached = not reference_array(reference).requires_grad
    if detached is not None and detached == value.requires_grad:
        return failed(_in_graph(seen.nodes) if detached else _outside())
    for each in rules.requires:
        if not any(_is(each, node) for node in seen.nodes):
            return failed(_lacking(each, seen.nodes) if seen.nodes else _outside())
    for each in rules.forbids:
        if any(_is(each, node) for node in seen.nodes):
            return failed(
                say(
                    "The operation {name} is in its graph, and should not be. Its graph: {nodes}.",
                    name=each,
                    nodes=_shown(seen.nodes),
                )
            )
    return passed()


def _is(operation: str, node: str) -> bool:
    return re.fullmatch(rf"{re.escape(operation)}(Backward\d*)?", node) is not None


def _in_graph(nodes: tuple[str, ...]) -> Message:
    if not nodes:
        return say("It requires a gradient itself; .detach() gives a tensor that does not.")
    return say(
        "It still belongs to a graph: {nodes}. .detach() takes it out; within torch.no_grad() "
        "nothing is recorded.",
        nodes=_shown(nodes),
    )


def _outside() -> Message:
    return say(
        "It belongs to no graph: no operation that made it was recorded. Is there a .detach(), "
        "torch.no_grad(), .item() or .numpy() on the way, or is requires_grad=True missing?"
    )


def _lacking(operation: str, nodes: tuple[str, ...]) -> Message:
    return say(
        "The operation {name} is not in its graph. Its graph: {nodes}.",
        name=operation,
        nodes=_shown(nodes),
    )


def _shown(nodes: tuple[str, ...]) -> str:
    more = " ← …" if len(nodes) > SHOWN else ""
    return " ← ".join(nodes[:SHOWN]) + more


checker = Checker(One, Seen, Rules, observe, judge)
