"""A set with every kind of target that a starter must leave a place for."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.model.problem_set import ProblemSet
from grader.specs import load_set

SPEC = """\
slug: demo
title: {en: A demo, ko: 데모}
description: {en: "About *it*.", ko: 설명}
problems:
- slug: one
  title: {en: The first, ko: 첫째}
  task: {en: "Make x.\\nThen add.", ko: x를 만드세요.}
  expected: {en: The number 3., ko: 숫자 3.}
  hint: Three.
  items:
  - {slug: x, title: {en: x is right, ko: x가 맞다}, points: 1.5, check: value, probe: {of: x}}
  - slug: sum
    title: secret
    hidden: true
    check: value
    probe: {of: {expression: "np.sum(x + y)"}}
  - {slug: f, title: f, check: value, probe: {of: {call: add, args: [1, 2]}}}
- slug: two
  title: The second
  task: Compute.
  items:
  - {slug: s, title: s, check: value, probe: {of: {section: Norms}}}
"""
REFERENCE = """\
import numpy as np

x, y = 3, 4


def add(a: int, b=1):
    return a + b


# section: Norms
np.linalg.norm(np.ones(3))
"""
STARTER = """\
# grader: demo
import numpy as np  # as usual

# 1. about x
x = None  # here
y = None


@np.vectorize
def add(a, b=1):
    # your code
    ...
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "set.yaml").write_text(SPEC, "utf-8")
    (tmp_path / "reference.py").write_text(REFERENCE, "utf-8")
    return tmp_path


@pytest.fixture
def made(folder: Path) -> ProblemSet:
    """The set without a starter of its own."""
    return load_set(folder)


@pytest.fixture
def given(folder: Path) -> ProblemSet:
    """The set with a starter of its own."""
    (folder / "starter.py").write_text(STARTER, "utf-8")
    return load_set(folder)
