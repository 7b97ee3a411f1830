"""A sound probe and sound rules that do not go together; expressions that are none."""

from __future__ import annotations

import pytest

ITEM = """\
- slug: h
  title: h
  check: holds
  probe: {{names: [x, vectors]}}
  rules: {{expression: "{text}"}}
"""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "x == vector",
            "`vector` is not among the names of the probe (did you mean `vectors`?).",
        ),
        (
            "np.sum(x) == 1",
            "functions are called by their bare names: norm(x), not np.linalg.norm(x).",
        ),
        ("x ==", "it is not an expression: invalid syntax."),
    ],
)
def test_an_expression_that_cannot_be(item_mistakes, text, message):
    (told,) = item_mistakes(ITEM.format(text=text))
    assert told.endswith(f"This expression cannot be used: {message}")
    assert told.startswith("set.yaml:12:")
