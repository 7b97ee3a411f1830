"""Authors' patterns are searched in a bounded time, or refused."""

from __future__ import annotations

import time

import pytest
from pydantic import TypeAdapter, ValidationError

from grader.model.patterns import Pattern, found_in

PATTERN = TypeAdapter(Pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "plain",
        "a.*b",
        r"mean ?= ?\d+[.]\d{3}",
        r"(one|two) \w{2,8}",
        r"(?:ab){3}",
        "(?i)shape",
        r"^\s*x",
        "(?=.*a)b",
    ],
)
def test_sound_patterns(pattern):
    assert PATTERN.validate_python(pattern) == pattern


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        pytest.param("(", "this is not a pattern: missing )", id="not closed"),
        pytest.param("(a+)+", "a repeat (*, +, {n,m}) inside another", id="nested"),
        pytest.param("(a{2,3}){2,9}", "a repeat (*, +, {n,m}) inside another", id="nested counts"),
        pytest.param("(a|b*)*", "a repeat (*, +, {n,m}) inside another", id="in a branch"),
        pytest.param(".*a.*b.*", "at most 2 unbounded repeats", id="three"),
        pytest.param("a{1,99}b{1,99}c{1,99}", "at most 2 unbounded repeats", id="large counts"),
        pytest.param(r"(a)\1", "cannot refer to its own groups", id="a group again"),
        pytest.param("", "at least 1 character", id="empty"),
        pytest.param("a" * 201, "at most 200 characters", id="long"),
    ],
)
def test_refused_patterns(pattern, why):
    with pytest.raises(ValidationError) as caught:
        PATTERN.validate_python(pattern)
    assert why in str(caught.value)


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("b", "abc", True),
        ("^b", "a\nb", True),
        ("a.b", "a\nb", False),
        ("A", "a", False),
        ("x", "a" * 300 + "x", False),
        ("x", "a" * 299 + "x", True),
        ("x", "", False),
    ],
)
def test_found_line_by_line(pattern, text, found):
    assert found_in(pattern, text) is found


def test_the_worst_text_takes_no_longer_than_some_seconds():
    started = time.process_time()
    assert not found_in("a*a*b", "\n".join(["a" * 400] * 500))
    assert time.process_time() - started < 30
