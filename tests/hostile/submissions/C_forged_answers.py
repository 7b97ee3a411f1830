"""Takes the questions from the job pipe before the grader's code can, and answers them itself.

Must hold: whoever answers must know the right value, and this process does not hold it. What it
forges here is a float tensor, which it might as well have made: that dtype is right.
"""
import os

from grader.model.run import Answer, CellEvidence, Observed, Ran
from grader.model.values import ArrayValue
from grader.wire import HEADER, decode, encode, frame_length

os.write(101, encode(Ran(cells=(CellEvidence(number=1),))))
zeros = ArrayValue(
    library="torch", type="torch.Tensor", dtype="float32", shape=(3, 4), data=bytes(48)
)
guess = {
    "value": zeros.model_dump(),
    "write_name": "array",
    "read_name": "view",
    "numbers": (7, 8),
    "write_before": zeros.model_dump(),
    "read_before": zeros.model_dump(),
}
while True:
    start = os.read(100, HEADER.size)
    if not start:
        break
    rest = b""
    while len(rest) < frame_length(start) - HEADER.size:
        rest += os.read(100, frame_length(start) - HEADER.size - len(rest))
    question = decode(start + rest)
    print(question)
    seen = guess if question["checker"] == "shares_memory" else {"value": guess["value"]}
    os.write(101, encode(Answer(id=question["id"], outcome=Observed(seen=seen))))
