"""The tensor is on the expected device: `tensor.device`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from grader.checkers.base import Checker
from grader.checkers.stock import Looked, One, a_tensor, look_at, reference_array
from grader.model.base import Model
from grader.model.message import Message, say
from grader.model.verdict import Verdict, failed, passed

GPUS = ("cuda", "mps", "xpu")


class Rules(Model):
    """`device`: `cpu`, `cuda` (any GPU), `cuda:1`, `meta`; without it, the kind of device that the
    reference's is on. Where the reference found no such GPU, the item is `unavailable`.
    """

    device: Annotated[str, Field(pattern=r"^[a-z]+(:\d+)?$", max_length=20)] | None = None


def judge(seen: Looked, reference: Looked, rules: Rules) -> Verdict:
    """A tensor on that device passes."""
    theirs = reference_array(reference).device
    wanted = _kind(theirs) if rules.device is None else rules.device
    if _kind(wanted) in GPUS and _kind(theirs) != _kind(wanted):
        return Verdict(
            status="unavailable",
            message=say("The machine that grades has no {device}.", device=_kind(wanted)),
        )
    tensor = a_tensor(seen.value)
    if isinstance(tensor, Message):
        return failed(tensor)
    found = tensor.device
    if wanted in (found, _kind(found)):
        return passed()
    return failed(
        say(
            'It is on the device {found}, expected {expected}. .to("{expected}") moves it there.',
            found=found,
            expected=wanted,
        )
    )


def _kind(device: str) -> str:
    return device.partition(":")[0]


checker = Checker(One, Looked, Rules, look_at, judge)
