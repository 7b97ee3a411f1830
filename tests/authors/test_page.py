"""The task page: all that students may see, and nothing else."""

from __future__ import annotations

from grader.authors.page import page_of
from grader.locale import catalogue

PAGE = """\
# A demo

About *it*.

## 1. The first

Make x.{two_spaces}
Then add.

**Expected result:** The number 3.

**What is graded:**

- x is right (1.5)
- a hidden check (1)
- f (1)

For a hint: `grade hint demo/one`

## 2. The second

Compute.

**What is graded:**

- s (1)
"""


def test_the_page(made) -> None:
    assert page_of(made, catalogue("en")) == PAGE.format(two_spaces="  ")


def test_in_korean(made) -> None:
    page = page_of(made, catalogue("ko"))
    assert page.startswith("# 데모\n\n설명\n\n## 1. 첫째\n\nx를 만드세요.\n")
    assert "- x가 맞다 (1.5)" in page
