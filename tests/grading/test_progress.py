"""Items are told of as they are judged."""

from __future__ import annotations

from grader.grading import Grader
from grader.sources import read_submission
from grader.specs import load_set

SET = """\
slug: tiny
title: Tiny
problems:
  - slug: one
    title: One
    task: Make them.
    items:
      - {slug: later, title: later, check: value, probe: {of: a}, after: [first]}
      - {slug: first, title: first, check: value, probe: {of: b}}
"""


def test_each_item_is_told_of_once_in_the_order_of_grading(runner, tmp_path):
    (tmp_path / "set.yaml").write_text(SET)
    (tmp_path / "reference.py").write_text("a = 1\nb = 2\n")
    (tmp_path / "answer.py").write_text("a = 1\nb = 2\n")
    told = []
    submission = read_submission(tmp_path / "answer.py")
    report = Grader(load_set(tmp_path), runner).grade(submission, progress=told.append)
    assert [each.item for each in told] == ["first", "later"]
    assert tuple(reversed(told)) == report.items
