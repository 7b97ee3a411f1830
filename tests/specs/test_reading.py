"""YAML that cannot be read, by the fast parser and by the one that is always there."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from grader.specs.mistakes import Mistakes
from grader.specs.reading import read_yaml

LOADERS = [
    pytest.param(loader, id=loader.__name__)
    for loader in (yaml.SafeLoader, getattr(yaml, "CSafeLoader", None))
    if loader is not None
]
pytestmark = pytest.mark.parametrize("loader", LOADERS)
MANY = "more than 50000 parts (counting what aliases repeat) or is nested more than 40 levels deep."
OPENED = "a bracket opened on line 1 is not closed, or a comma is missing."
BLOCK = (
    "this does not continue the block that begins on line 1. Is it indented as the lines above, "
    "and is every quote closed where the text ends?"
)


def told(text: str, loader: Any) -> list[str]:
    mistakes = Mistakes("folder")
    read_yaml(text, "f", mistakes, loader)
    return [str(each) for each in mistakes.told()]


@pytest.mark.parametrize(
    ("text", "place", "why"),
    [
        pytest.param("a:\n\tb: 1\n", "2:1", "a tab indents this line. Use spaces.", id="tab"),
        pytest.param(
            "a: b: c\n",
            "1:5",
            "a colon is not expected here. Put a text that has a colon in quotes.",
            id="colon",
        ),
        pytest.param(
            "a: @b\n", "1:4", "a text cannot begin with `@`. Put it in quotes.", id="at sign"
        ),
        pytest.param(
            'a: 1\nb: "x\n', "3:1", "the quote opened on line 2 is never closed.", id="quote"
        ),
        pytest.param("a: [1, 2\nb: 3\n", "2:2", OPENED, id="list"),
        pytest.param("a: {b: 1\n", "2:1", OPENED, id="mapping"),
        pytest.param("a:\n  b: 1\n c: 2\n", "3:2", BLOCK, id="indentation"),
        pytest.param("- a\nb: 1\n", "2:1", BLOCK, id="list then mapping"),
        pytest.param("a: 'it's'\n", "1:8", BLOCK, id="apostrophe"),
        pytest.param(
            "a: 1\nbcd\nc: 2\n", "3:1", "a key without its colon, on line 2.", id="no colon"
        ),
        pytest.param(
            "a: *x\n", "1:4", "this alias (`*`) names no anchor (`&`) above it.", id="alias"
        ),
        pytest.param(
            "a: &x 1\nb: &x 2\n", "2:4", "the anchor (`&`) of line 1 is given again.", id="anchor"
        ),
        pytest.param(
            "a: 1\n---\nb: 2\n", "2:1", "a second document begins here. Remove the `---`.", id="two"
        ),
    ],
)
def test_what_is_not_yaml(loader: Any, text: str, place: str, why: str) -> None:
    assert told(text, loader) == [f"f:{place}: This is not YAML: {why}"]


def test_what_is_rarer_is_told_in_the_parsers_words(loader: Any) -> None:
    (mistake,) = told('a: "\\q"\n', loader)
    assert mistake.startswith("f:1:")
    assert ": This is not YAML: found unknown escape character" in mistake


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        pytest.param("", "f: The file is empty; a problem set begins with `slug:`.", id="empty"),
        pytest.param(
            "# only this\n\n",
            "f: The file is empty; a problem set begins with `slug:`.",
            id="comments",
        ),
        pytest.param(
            "a: 1\na: 2\n",
            "f:2:1: a: The key `a` is given twice; the first is on line 1.",
            id="twice",
        ),
        pytest.param(
            "a: {b: [{c: 1, c: 2}]}\n",
            "f:1:16: a.b[0].c: The key `c` is given twice; the first is on line 1.",
            id="twice within",
        ),
        pytest.param(
            "a: !!python/object/apply:os.system [echo]\n",
            "f:1:4: a: The YAML tag `!!python/object/apply:os.system` is not allowed; remove it.",
            id="a Python object",
        ),
        pytest.param(
            "a: !!python/name:os.system\n",
            "f:1:4: a: The YAML tag `!!python/name:os.system` is not allowed; remove it.",
            id="a Python name",
        ),
        pytest.param(
            "a: !own x\n", "f:1:4: a: The YAML tag `!own` is not allowed; remove it.", id="own"
        ),
        pytest.param(
            "a: !!set {x}\n", "f:1:4: a: The YAML tag `!!set` is not allowed; remove it.", id="set"
        ),
        pytest.param(
            "a: !!bool x\n",
            "f:1:4: a: The YAML tag `!!bool` is not allowed; remove it.",
            id="no bool",
        ),
        pytest.param(
            "b: {<<: {c: 1}}\n",
            "f:1:5: b.<<: Merge keys (`<<`) are not supported; write the keys out.",
            id="merge",
        ),
        pytest.param(
            "? [1]\n: 2\n", "f:1:3: ?: A key is a word, not a list or a mapping.", id="list as key"
        ),
        pytest.param(
            "a: 010\n",
            "f:1:4: a: `010` is an unusual way to write a number: use plain decimal digits, or "
            "quotes if it is text.",
            id="octal",
        ),
        pytest.param(
            "a: 1:30\n",
            "f:1:4: a: `1:30` is an unusual way to write a number: use plain decimal digits, or "
            "quotes if it is text.",
            id="base sixty",
        ),
        pytest.param(
            f"a: {'9' * 5000}\n",
            f"f:1:4: a: `{'9' * 40}` is an unusual way to write a number: use plain decimal "
            "digits, or quotes if it is text.",
            id="long",
        ),
        pytest.param(
            "a: 1\nb: x\x07\n",
            "f:2:5: The invisible character U+0007 is not allowed; remove it.",
            id="control",
        ),
    ],
)
def test_what_is_refused(loader: Any, text: str, mistake: str) -> None:
    assert told(text, loader) == [mistake]


def test_a_lone_surrogate(loader: Any) -> None:
    (mistake,) = told('a: "\\uD800"\n', loader)
    assert mistake.startswith("f:1:")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[" * 41 + "]" * 41, id="deep in brackets"),
        pytest.param("\n".join(" " * depth + "a:" for depth in range(50)), id="deep in blocks"),
        pytest.param("- " * 20_000 + "a", id="deep in dashes"),
        pytest.param("[" + "1," * 50_001 + "]", id="long"),
        pytest.param("&a [*a]", id="a list within itself"),
        pytest.param(
            "a: &a [1,1,1,1,1,1,1,1,1,1]\n"
            + "".join(
                f"{new}: &{new} [{','.join([f'*{old}'] * 10)}]\n"
                for old, new in zip("abcdef", "bcdefg", strict=True)
            ),
            id="aliases that multiply",
        ),
    ],
)
def test_what_is_too_much(loader: Any, text: str) -> None:
    (mistake,) = told(text, loader)
    assert mistake.endswith(MANY)


def test_scalars(loader: Any) -> None:
    text = "[1, -2, 0x1F, 1_000, 1.5, 1e-5, 2E3, '1e-5', .inf, true, no, ~, x, '1', 2024-01-31, =]"
    root = read_yaml(text, "f", Mistakes("folder"), loader)
    assert root is not None
    assert root.plain() == (
        *(1, -2, 31, 1000, 1.5, 1e-5, 2000.0, "1e-5", float("inf"), True, False, None),
        *("x", "1", "2024-01-31", "="),
    )


def test_places_count_characters(loader: Any) -> None:
    root = read_yaml("제목: {가나: 다}\n", "f", Mistakes("folder"), loader)
    assert root is not None
    found = root.nearest(("제목", "가나"))
    assert (found.line, found.column) == (1, 10)
    assert root.nearest(("제목",)).keys["가나"].column == 6


@given(st.text(alphabet="ab:- \n\t[]{},'\"&*!|>#?~0.9%@<=한", max_size=60))
def test_any_text_is_read_or_told(loader: Any, text: str) -> None:
    mistakes = Mistakes("folder")
    root = read_yaml(text, "f", mistakes, loader)
    assert root is not None or len(mistakes) == 1
    for each in mistakes.told():
        assert str(each).startswith("f:")
