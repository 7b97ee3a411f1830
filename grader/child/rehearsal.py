"""What libraries and the interpreter put off until it is first used, done once before a fork."""

from __future__ import annotations

import linecache
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import numpy as np
import torch

from grader.child.look import look
from grader.child.module import MODULE_NAME
from grader.child.own import OwnHalf
from grader.child.programs import rehearse_run
from grader.child.serve import Asked, answer
from grader.child.state import TorchState
from grader.child.tampering import Baseline
from grader.model.run import Answer, Job, Observed, Question, Ran, Ready
from grader.model.submission import Cell, Program
from grader.wire import decode, encode

CELLS = (
    "import numpy as np\nimport torch",
    "a = torch.rand(3, 3)\nprint(a.shape, a.dtype)\na",
    "b = np.array([1.0, 2.0, 3.0])\nc = torch.from_numpy(b)\nprint(b, c)\nb[0] = 4",
    "d = torch.tensor([1, 2, 3])\ne = (d + d) * 2 - d\nprint(f'{e}', e.sum().item())",
    "def f(x):\n    return x @ x.T + x.mean(dim=0)\n\nf(a)",
    "g = [each ** 2 for each in range(3)]\nfor each in g:\n    print(each)\ng",
)
LOOKS = (
    ("type", {"of": {"variable": "a"}}),
    ("shape", {"of": {"variable": "a"}}),
    ("dtype", {"of": {"variable": "b"}}),
    ("value", {"of": {"variable": "e"}}),
    ("value", {"of": {"variable": "g"}}),
    ("value", {"of": {"expression": "d.sum()"}}),
    ("value", {"of": {"variable": "nothing"}}),
    ("shares_memory", {"write": {"variable": "b"}, "read": {"variable": "c"}, "numbers": (7, 9)}),
)
TIMES = 3
"""Until the interpreter has adapted its code to what is done with it."""


def rehearse() -> None:
    """Leaves no trace but warm code: every child would else import and compile the same again.

    The generators are not seeded here; every child seeds them for itself.
    """
    TorchState.capture().restore()
    Baseline.capture().changes()
    _travel(torch.tensor([1, 2]) * torch.rand(2) @ torch.ones(2, 2))
    _travel(torch.from_numpy(np.array([1.0, 2.0])).numpy())
    repr(torch.tensor([[1, 2], [3, 4]])), repr(torch.rand(2, 2)), repr(np.ones(2))
    job = _job("module", ("",))
    Job.model_validate(decode(encode(job)))
    encode(Ready(layers=()))


def rehearse_programs(*, shell: bool) -> None:
    """Runs and asks programs of ours, so that the code that does it is warm in every child.

    Takes a tenth of a second, which each of some twenty children would else spend again in part.
    """
    with _nothing_left():
        for _ in range(TIMES):
            _ask(_job("module", ("\n".join(CELLS),)))
            if shell:
                _ask(_job("notebook", CELLS))
    if shell:
        from grader.child.shell import the_shell

        the_shell().retire()


@contextmanager
def _nothing_left() -> Iterator[None]:
    """Takes away what running a program leaves in this process."""
    state, arguments, lines = TorchState.capture(), list(sys.argv), set(linecache.cache)
    try:
        yield
    finally:
        state.restore()
        sys.argv[:] = arguments
        sys.modules.pop(MODULE_NAME, None)
        for name in set(linecache.cache) - lines:
            del linecache.cache[name]


def _ask(job: Job) -> None:
    baseline, origin = Baseline.capture(), TorchState.capture()
    running = rehearse_run(Job.model_validate(decode(encode(job))), look)
    encode(Ran(cells=running.cells, notes=running.notes, tampering=baseline.changes()))
    asked = Asked(job, running, TorchState.capture(), baseline, OwnHalf(), origin, "")
    for checker, probe in LOOKS:
        question = Question(id="0" * 32, checker=checker, probe=probe)
        encode(answer(asked, Question.model_validate(decode(encode(question)))))


def _job(kind: Literal["module", "notebook"], sources: tuple[str, ...]) -> Job:
    cells = tuple(Cell(number=at, source=source) for at, source in enumerate(sources, 1))
    return Job(program=Program(kind=kind, name="p", cells=cells), seed=0)


def _travel(made: object) -> None:
    question = Question(id="0" * 32, checker="value", probe={"of": {"variable": "x"}})
    Question.model_validate(decode(encode(question)))
    seen = {"value": look(made).model_dump()}
    decode(encode(Answer(id=question.id, outcome=Observed(seen=seen))))
