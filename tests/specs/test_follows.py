"""What an author may get wrong about sections and `consistent_with`."""

from __future__ import annotations

import pytest


def spec(item):
    return (
        "slug: demo\ntitle: A\nproblems:\n- slug: a\n  title: A\n  task: x\n  items:\n"
        f"  - {{slug: i, title: A, {item}}}\n"
    )


@pytest.mark.parametrize(
    ("item", "told"),
    [
        pytest.param(
            "check: shape, probe: {of: x}, consistent_with: {expression: x, names: [x]}",
            "consistent_with: `consistent_with` belongs to the check `value` only.",
            id="another check",
        ),
        pytest.param(
            "check: value, probe: {of: x}, consistent_with: {expression: y * 2, names: [x]}",
            "consistent_with.expression: ",
            id="another name",
        ),
        pytest.param(
            "check: value, probe: {of: x}, consistent_with: {expression: x *, names: [x]}",
            "consistent_with.expression: ",
            id="no expression",
        ),
        pytest.param(
            "check: value, probe: {of: x}, consistent_with: {expression: x}",
            "The key `names` is missing.",
            id="no names",
        ),
        pytest.param(
            "check: value, probe: {of: x}, seconds: 0",
            "seconds: Expected more than 0, found the number 0.",
            id="no time",
        ),
        pytest.param(
            "check: same_object, probe: {of: {section: A}, other: {section: B}}",
            "A probe searches one section at most.",
            id="two sections",
        ),
        pytest.param(
            "check: raises, probe: {of: x}, rules: {message: (a*)*}",
            "a repeat (*, +, {n,m}) inside another one could take for ever",
            id="a pattern without bounds",
        ),
        pytest.param(
            "check: called, probe: {function: 'a b'}",
            "Expected a Python name, or several with dots between them, found the text “a b”.",
            id="no function's name",
        ),
        pytest.param(
            "check: no_loops, probe: {of: x}",
            "Unknown key `of`",
            id="a probe of a check of the text",
        ),
    ],
)
def test_mistakes(mistakes, item, told):
    found = mistakes(spec(item))
    assert any(told in each for each in found), found
