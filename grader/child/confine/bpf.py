"""A small assembler for the kernel's filter machine: decisions on system calls, as data.

A decision is an action (a number that the kernel knows), or a `Check` of one argument that leads
to further decisions. The instruction set is that of Documentation/networking/filter.rst.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

ALLOW = 0x7FFF_0000
KILL = 0x8000_0000
REFUSE = 0x0005_0000

LOAD, AND, EQUAL, AT_LEAST, RETURN = 0x20, 0x54, 0x15, 0x35, 0x06
NUMBER_AT, MACHINE_AT, ARGUMENTS_AT = 0, 4, 16
REACH = 255
OWN_PID = -1

Instruction = tuple[int, int, int, int]


@dataclass(frozen=True)
class Check:
    """Is the low half of argument `index`, under `mask`, one of `values`?

    OWN_PID among the values stands for the id of the process that the filter is loaded into.
    """

    index: int
    values: tuple[int, ...]
    inside: int | Check
    outside: int | Check
    mask: int = 0xFFFF_FFFF


@dataclass(frozen=True)
class Filter:
    """An assembled program, and where in it the process id goes."""

    code: bytes
    pid_at: tuple[int, ...]

    def for_process(self, pid: int) -> bytearray:
        """The program with the process id filled in."""
        code = bytearray(self.code)
        for offset in self.pid_at:
            struct.pack_into("=I", code, offset, pid)
        return code


def assemble(machine: int, decisions: Mapping[int, int | Check], beyond: int, then: int) -> Filter:
    """A filter that decides on each call's number.

    Numbers not in `decisions` are allowed up to `beyond`, from which on `then` is the action.
    Another machine's calling convention kills.
    """
    runs: list[tuple[int, int | Check]] = [(0, ALLOW)]
    for number, decision in sorted(decisions.items()):
        runs += [(number, decision), (number + 1, ALLOW)]
    runs.append((beyond, then))
    body = _tree(_merged(runs))
    head = [(LOAD, 0, 0, MACHINE_AT), (EQUAL, 1, 0, machine), (RETURN, 0, 0, KILL)]
    return _encoded([*head, (LOAD, 0, 0, NUMBER_AT), *body])


def _merged(runs: Sequence[tuple[int, int | Check]]) -> list[tuple[int, int | Check]]:
    """Without empty runs, and without neighbours that decide alike."""
    merged: list[tuple[int, int | Check]] = []
    for start, decision in runs:
        if merged and merged[-1][0] == start:
            merged.pop()
        if not merged or merged[-1][1] != decision:
            merged.append((start, decision))
    return merged


def _tree(runs: Sequence[tuple[int, int | Check]]) -> list[Instruction]:
    """A binary search: about eight comparisons, where a list would take a hundred."""
    if len(runs) == 1:
        return _decided(runs[0][1])
    middle = len(runs) // 2
    low, high = _tree(runs[:middle]), _tree(runs[middle:])
    return [(AT_LEAST, _within(len(low)), 0, runs[middle][0]), *low, *high]


def _decided(decision: int | Check) -> list[Instruction]:
    if isinstance(decision, int):
        return [(RETURN, 0, 0, decision)]
    inside, outside = _decided(decision.inside), _decided(decision.outside)
    code: list[Instruction] = [(LOAD, 0, 0, ARGUMENTS_AT + 8 * decision.index)]
    if decision.mask != 0xFFFF_FFFF:
        code.append((AND, 0, 0, decision.mask))
    for left, value in zip(range(len(decision.values) - 1, -1, -1), decision.values, strict=True):
        code.append((EQUAL, _within(left + len(outside)), 0, value))
    return [*code, *outside, *inside]


def _within(jump: int) -> int:
    if jump > REACH:
        raise ValueError(f"a jump over {jump} instructions is too far for the filter machine")
    return jump


def _encoded(code: Sequence[Instruction]) -> Filter:
    slots = [
        8 * at + 4
        for at, (kind, _, _, value) in enumerate(code)
        if (kind, value) == (EQUAL, OWN_PID)
    ]
    packed = (
        struct.pack("=HBBI", kind, yes, no, value & 0xFFFF_FFFF) for kind, yes, no, value in code
    )
    return Filter(b"".join(packed), tuple(slots))
