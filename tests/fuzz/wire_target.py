"""Fuzzes the decoder of what a child sends, guided by coverage.

Any bytes must give a plain tree or a WireError, and a record of ours or a WireError: nothing else
may be raised. What is accepted must come out the same when it is encoded and decoded again.
How to run it: tests/fuzz/README.md.
"""

from __future__ import annotations

import struct
import sys

import atheris

with atheris.instrument_imports(include=["grader"]):
    from pydantic import TypeAdapter

    from grader.checkers import dtype, random, shape, value
    from grader.checkers.stock import Looked
    from grader.errors import WireError
    from grader.model.run import Answer, FromChild, Observed
    from grader.model.values import ArrayValue, DictValue, IntValue, SequenceValue, StrValue
    from grader.wire import MAX_NODES, decode, decode_as, encode, frame_length, validated

FROM_CHILD: TypeAdapter[FromChild] = TypeAdapter(FromChild)
ARRAY = ArrayValue(
    library="torch", type="torch.Tensor", dtype="float32", shape=(2,), strides=(1,), data=bytes(8)
)
NUMBER, TEXT = IntValue(digits="7"), StrValue(text="a", length=1)
EXPECTED = (
    ARRAY,
    NUMBER,
    TEXT,
    SequenceValue(type="list", items=(NUMBER, ARRAY), length=2),
    DictValue(entries=((TEXT, NUMBER),), length=1),
)
TREE = (dict, tuple, str, int, float, bool, type(None), bytes)


def one(data: bytes) -> None:
    """The bytes as they are, and as the head and the buffers of a frame whose lengths are right."""
    frame(data)
    split = int.from_bytes(data[:2], "little")
    head, blob = data[2 : 2 + split], data[2 + split :]
    frame(struct.pack("<II", len(head), len(blob)) + head + blob)


def frame(data: bytes) -> None:
    """One frame, read as the parent reads it."""
    try:
        frame_length(data)
        tree = decode(data)
    except WireError:
        return
    assert count(tree) <= MAX_NODES
    try:
        record = decode_as(FROM_CHILD, data)
    except WireError:
        return
    assert decode_as(FROM_CHILD, encode(record)) == record
    if isinstance(record, Answer) and isinstance(record.outcome, Observed):
        look(record.outcome)


def look(outcome: Observed) -> None:
    """What checkers make of what was seen: a verdict, or a WireError."""
    for checker in (value.checker, dtype.checker, shape.checker, random.checker):
        for expected in EXPECTED if checker is value.checker else (ARRAY,):
            try:
                seen = validated(Looked, outcome.seen)
                checker.judge(seen, Looked(value=expected), checker.Rules())
            except WireError:
                continue


def count(tree: object) -> int:
    """The number of parts; every one is of a plain type."""
    assert type(tree) in TREE, type(tree)
    if isinstance(tree, dict):
        return 1 + sum(map(count, tree.values()))
    return 1 + (sum(map(count, tree)) if isinstance(tree, tuple) else 0)


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
