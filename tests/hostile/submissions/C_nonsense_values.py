"""Forges values that contradict themselves: fewer bytes than the shape needs, unknown dtypes.

Must hold: a claim that cannot be is the student's error, never the grader's.
"""
import grader.child.channel
from grader.model.run import Answer, Observed
from grader.model.values import ArrayValue, FloatValue, IntValue

first = grader.child.channel.Channel.send
claims = [
    ArrayValue(library="torch", type="torch.Tensor", dtype="float32", shape=(3, 4), data=b"123"),
    ArrayValue(library="torch", type="torch.Tensor", dtype="int64", shape=(2**40,) * 3, data=b""),
    ArrayValue(library="torch", type="torch.Tensor", dtype="quux", shape=(), data=b"12345678"),
    ArrayValue(library="torch", type="torch.Tensor", dtype="float32", shape=(20,), data=bytes(80)),
    ArrayValue(library="numpy", type="numpy.ndarray", dtype="V8", shape=(), data=None),
    FloatValue(hex="0x1.8p+99999999"),
    FloatValue(hex="not a float"),
    IntValue(digits="9" * 1299),
]
asked = []


def send(self, record):
    if isinstance(record, Answer):
        asked.append(record)
        claim = claims[@CLAIM@ % len(claims)].model_dump()
        seen = {"value": claim}
        if isinstance(record.outcome, Observed) and "write_name" in record.outcome.seen:
            seen = dict(record.outcome.seen)
            seen.update(write_before=claim, read_before=claim, write_after=claim, read_after=claim)
            seen.update(written=seen["numbers"][0] if seen["numbers"] else None, refusal=None)
        record = Answer(id=record.id, outcome=Observed(seen=seen))
    first(self, record)


grader.child.channel.Channel.send = send
total = noise = 0
array = view = __import__("numpy").zeros(3)


def normalise(x):
    return x
