"""JSON as people may read it: small parts on one line, the rest below one another."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.reports.jsontext import json_text

TREE = {
    "schema": 1,
    "files": ["a.py", "b.py"],
    "layers": [{"name": "seccomp"}, {"name": "tmpfs"}],
    "items": [{"item": "x", "where": {"cell": 1}}],
    "none": [],
}
WRITTEN = """\
{
  "schema": 1,
  "files": ["a.py", "b.py"],
  "layers": [
    {"name": "seccomp"},
    {"name": "tmpfs"}
  ],
  "items": [
    {"item": "x", "where": {"cell": 1}}
  ],
  "none": []
}
"""
leaves = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
finite = leaves.filter(lambda each: each not in (float("inf"), float("-inf")))
trees = st.recursive(
    finite, lambda part: st.lists(part) | st.dictionaries(st.text(), part), max_leaves=30
)


def test_a_line_for_each_small_part() -> None:
    assert json_text(TREE) == WRITTEN


@given(trees, st.sampled_from(["utf-8", "ascii", "cp949"]))
def test_a_program_reads_the_same(tree: object, encoding: str) -> None:
    text = json_text(tree, encoding)
    assert json.loads(text) == tree
    assert text.endswith("\n")
    text.encode(encoding)


def test_what_acts_on_a_terminal_is_an_escape() -> None:
    assert json_text("a\x7f\x1b[2J\u202e", "utf-8") == '"a\\u007f\\u001b[2J\\u202e"\n'
    assert json_text("가", "ascii") == '"\\uac00"\n'
    assert json_text("가", "utf-8") == '"가"\n'


def test_what_is_no_json_is_refused() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_text({"score": float("nan")})
