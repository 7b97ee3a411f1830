"""What libraries put off until they are first used, used once before the first fork."""

from __future__ import annotations

import numpy as np
import torch

from grader.child.look import look
from grader.child.state import TorchState
from grader.child.tampering import Baseline
from grader.model.run import Answer, Job, Observed, Question, Ready
from grader.model.submission import Cell, Program
from grader.wire import decode, encode


def rehearse() -> None:
    """Leaves no trace but warm code: every child would else import and compile the same again.

    The generators are not seeded here; every child seeds them for itself.
    """
    TorchState.capture().restore()
    Baseline.capture().changes()
    _answer(torch.tensor([1, 2]) * torch.rand(2) @ torch.ones(2, 2))
    _answer(torch.from_numpy(np.array([1.0, 2.0])).numpy())
    repr(torch.tensor([[1, 2], [3, 4]])), repr(torch.rand(2, 2)), repr(np.ones(2))
    job = Job(
        program=Program(kind="module", name="p.py", cells=(Cell(number=1, source=""),)), seed=0
    )
    Job.model_validate(decode(encode(job)))
    encode(Ready(layers=()))


def _answer(made: object) -> None:
    question = Question(id="0" * 32, checker="value", probe={"of": {"variable": "x"}})
    Question.model_validate(decode(encode(question)))
    seen = {"value": look(made).model_dump()}
    decode(encode(Answer(id=question.id, outcome=Observed(seen=seen))))
