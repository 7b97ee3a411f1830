"""Problem sets written for one test, and two worker processes for all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.model.message import Message
from grader.proof import Options, Proof, Sitting, Workers, open_workers, prove
from grader.specs import load_set

SPEC = """\
slug: demo
title: A demo
problems:
- slug: one
  title: One
  task: Make x and y.
  items:
  - {slug: x, title: x, check: value, probe: {of: x}, catches: [wrong/x.py]}
  - {slug: y, title: y, check: value, after: [x], probe: {of: y}, catches: [wrong/y.py]}
"""
FILES = {
    "set.yaml": SPEC,
    "reference.py": "x = 3\ny = x * 2\n",
    "starter.py": "x = None\ny = None\n",
    "wrong/x.py": "x = 4\ny = 8\n",
    "wrong/y.py": "x = 3\ny = 5\n",
}
Prove = Callable[..., Proof]


@pytest.fixture(scope="session")
def workers() -> Iterator[Workers]:
    """Warm after the first test."""
    with open_workers(2) as opened:
        yield opened


@pytest.fixture
def proof_of(tmp_path: Path, workers: Workers) -> Prove:
    """Proves the demo set with some of its files replaced (None: removed)."""

    def run(files: dict[str, str | None] | None = None, **options: object) -> Proof:
        for name, text in {**FILES, **(files or {})}.items():
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            if text is not None:
                path.write_text(text, "utf-8")
        sitting = Sitting(load_set(tmp_path), workers, _no_word)
        return prove(sitting, Options(**{"seed": 7, "runs": 2, "wrong_runs": 2, **options}))

    return run


def _no_word(what: Message, done: int, all_: int) -> None:
    """Nobody is watching."""
