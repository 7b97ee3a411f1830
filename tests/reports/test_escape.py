import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.reports.escape import encodable, visible

anything = st.text(st.characters(exclude_categories=[]))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("한글 text ✓", "한글 text ✓", id="harmless"),
        pytest.param("\x1b[31mred", r"\x1b[31mred", id="ANSI"),
        pytest.param("\x1b]8;;http://x\x07", r"\x1b]8;;http://x\x07", id="OSC"),
        pytest.param("\x9b31m", r"\x9b31m", id="C1"),
        pytest.param("a\x00\x08\x7f", r"a\x00\x08\x7f", id="NUL, backspace, delete"),
        pytest.param("\u202eabc\u2066", r"\u202eabc\u2066", id="bidirectional"),
        pytest.param("a\u200bb\ufeff", r"a\u200bb\ufeff", id="zero width"),
        pytest.param("\U000e0041", r"\U000e0041", id="tag characters"),
        pytest.param("\udc80", r"\udc80", id="a lone surrogate"),
        pytest.param("a\u2028b", r"a\u2028b", id="line separator"),
        pytest.param("a\nb\tc\r\n", r"a\nb\tc\r\n", id="lines and tabs, on one line"),
        pytest.param("[bold]", "[bold]", id="markup is text"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_what_acts_is_shown(text, shown):
    assert visible(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("a\nb", "a\nb", id="lines stay"),
        pytest.param("a\r\nb", "a\nb", id="so do those of Windows"),
        pytest.param("a\rb", r"a\rb", id="a return alone would overwrite"),
        pytest.param("\tx = 1\n\t  ^", "    x = 1\n      ^", id="a caret stays below its place"),
        pytest.param("ab\tc", "ab  c", id="a tab goes to the next stop"),
        pytest.param("a\x0b\x0c\x85b", r"a\x0b\x0c\x85b", id="other line breaks"),
        pytest.param("\x1b[2J\n", "\\x1b[2J\n", id="the rest is shown all the same"),
    ],
)
def test_in_several_lines(text, shown):
    assert visible(text, lines=True) == shown


@given(anything)
def test_nothing_that_acts_is_left(text):
    left = visible(text, lines=True).replace("\n", "") + visible(text)
    assert {unicodedata.category(each) for each in left}.isdisjoint({"Cc", "Cf", "Cs", "Zl", "Zp"})


@pytest.mark.parametrize(
    ("text", "encoding", "shown"),
    [
        pytest.param("한글 “…”", "utf-8", "한글 “…”", id="everything fits"),
        pytest.param("한글", "ascii", r"\ud55c\uae00", id="Korean in ASCII"),
        pytest.param("한글 ✓", "cp949", r"한글 \u2713", id="Korean in its own encoding"),
        pytest.param(
            "“a” ‘b’ … – — × · → │", "ascii", "\"a\" 'b' ... - - x - -> |", id="typography"
        ),
        pytest.param("😀", "cp949", r"\U0001f600", id="beyond the first plane"),
        pytest.param("é한", "latin-1", r"é\ud55c", id="only what does not fit"),
        pytest.param("é", "no such encoding", r"\xe9", id="an unknown encoding is ASCII"),
    ],
)
def test_what_cannot_be_written_is_escaped(text, encoding, shown):
    assert encodable(text, encoding) == shown


@given(anything, st.sampled_from(["utf-8", "ascii", "cp949", "cp1252", "latin-1", "utf-16"]))
def test_the_result_can_be_written(text, encoding):
    encodable(visible(text), encoding).encode(encoding)
