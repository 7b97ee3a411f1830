"""The parts of the pages: numbers, the histogram, groups of messages, words, assets."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.locale import Catalogue, catalogue
from grader.model.message import Message, say, say_count
from grader.model.places import place_in, where
from grader.model.run import Place
from grader.pages.document import json_block, with_code
from grader.pages.grouping import MOST_GROUPS, Groups, skeleton
from grader.pages.histogram import histogram
from grader.pages.marks import marks
from grader.pages.said import Said, percent, points
from grader.pages.words import WORDS

TEMPLATES = files("grader.pages") / "templates"
PAGES = ("class", "student", "items")


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        pytest.param(0, 0, "–", id="of nothing"),
        pytest.param(0, 9, "0%", id="nothing"),
        pytest.param(1, 1000, "<1%", id="hardly any"),
        pytest.param(1, 3, "33%", id="a third"),
        pytest.param(999, 1000, "99%", id="not quite all"),
        pytest.param(9, 9, "100%", id="all"),
    ],
)
def test_percent(part: int, whole: int, shown: str) -> None:
    assert percent(part, whole) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        pytest.param(2.0, "2", id="whole"),
        pytest.param(0.5, "0.5", id="half"),
        pytest.param(1 / 3, "0.33", id="a third"),
        pytest.param(100.0, "100", id="zeros stay"),
    ],
)
def test_points(number: float, shown: str) -> None:
    assert points(number) == shown


def test_seconds(en: Catalogue) -> None:
    assert Said(en).seconds(1.234) == "1.23 s"
    assert Said(en).seconds(61.7) == "62 s"


def test_the_bins_of_a_histogram() -> None:
    drawn = histogram([0, 0.9, 1, 9.99, 10, 12, -1], 10, 1.0)
    assert [bar.count for bar in drawn.bars] == [3, 1, 0, 0, 0, 0, 0, 0, 0, 3]
    assert (drawn.bars[1].low, drawn.bars[1].high) == ("1", "2")
    assert [tick.label for tick in drawn.up] == ["0", "1", "2", "3"]


@given(st.lists(st.floats(-10, 200), max_size=50), st.floats(0, 100))
def test_every_score_is_in_one_bar_of_the_drawing(scores: list[float], highest: float) -> None:
    drawn = histogram(scores, highest, None)
    assert sum(bar.count for bar in drawn.bars) == len(scores)
    for bar in drawn.bars:
        assert drawn.left <= bar.x < bar.x + bar.width <= drawn.right
        assert drawn.top <= bar.y <= bar.y + bar.height <= drawn.floor


def wrong(count: int, value: str, cell: int) -> Message:
    return say(
        "{where}: {what} {found}",
        where=where(Place(cell=cell, line=2)),
        what=say_count("{count} is wrong", "{count} are wrong", count),
        found=say("it is {found} in {shape}", found=value, shape="(3, 1)"),
    )


def test_messages_that_differ_in_measured_numbers_are_one() -> None:
    same = skeleton(wrong(1, "0.25", 3))
    assert same == skeleton(wrong(2, "-1e-05", 9)) == skeleton(wrong(3, "7", 9))
    assert same == "cell #, line #: # are wrong it is # in (3, 1)"


def test_shapes_types_and_names_tell_messages_apart(en: Catalogue) -> None:
    def shaped(shape: str) -> Message:
        return say("Its shape is {found}.", found=shape)

    assert skeleton(shaped("(3,)")) != skeleton(shaped("(3, 1)"))
    groups = Groups(Said(en))
    for message in [shaped("(3,)"), *[wrong(2, f"0.{number}", 1) for number in (1, 2, 2)]]:
        groups.add(message)
    first, second = groups.commonest(3)
    assert (first.count, first.example) == (
        3,
        "cell 1, line 2: 2 are wrong it is 0.2 in (3, 1)",
    )
    assert (second.count, second.example) == (1, "Its shape is (3,).")


def test_groups_are_not_without_end(en: Catalogue) -> None:
    groups = Groups(Said(en))
    for number in range(MOST_GROUPS + 5):
        groups.add(say("{name}", name=f"name {'x' * number}"))
    groups.add(say("{name}", name="name x"))
    assert len(groups.by_skeleton) == MOST_GROUPS
    assert groups.commonest(1)[0].count == 2


@pytest.mark.parametrize(
    "place",
    [
        pytest.param(Place(cell=3, line=2), id="a line of a cell"),
        pytest.param(Place(cell=3), id="a cell"),
        pytest.param(Place(file="helper.py", line=4), id="a line of a file"),
        pytest.param(Place(line=9), id="a line"),
    ],
)
def test_a_message_gives_back_the_place_it_names(place: Place) -> None:
    assert place_in(say("`{x}`: {why}", x="x", why=say("{w}: no", w=where(place)))) == place


def test_a_message_may_name_no_place() -> None:
    assert place_in(say("no")) is None
    assert place_in(say("line {line}", line="seven")) == Place()


def test_json_ends_no_script() -> None:
    block = json_block(["</script><!--", "a&b\u2028"])
    assert block == r'["\u003c/script\u003e\u003c!--","a\u0026b\u2028"]'


def test_code_is_what_stands_between_backticks() -> None:
    assert with_code("`a<b` is `1") == "<code>a&lt;b</code> is `1"
    assert with_code("`a\nb`") == "`a\nb`"


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_mark_has_a_glyph_of_its_own_and_a_word(language: str) -> None:
    found = marks(catalogue(language)).values()  # type: ignore[arg-type]
    assert len({mark.glyph for mark in found}) == len(list(found)) == 8
    assert all(mark.word for mark in found)


def test_templates_hold_no_words() -> None:
    for name in ("frame", *PAGES):
        text = (TEMPLATES / f"{name}.html").read_text("utf-8")
        text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", text, flags=re.DOTALL)
        assert not re.findall(r">[^<]*?([A-Za-z]{2,})[^<]*<", text), name
        assert not re.findall(r'(?:aria-label|title|placeholder|alt)="[A-Za-z]', text), name


def test_every_word_is_used_and_every_used_word_is_there() -> None:
    text = "".join((TEMPLATES / f"{name}.html").read_text("utf-8") for name in PAGES)
    assert set(re.findall(r"\bt\.(\w+)", text)) == set(WORDS)


def test_styles_and_scripts_end_no_element_and_fetch_nothing() -> None:
    for name in ("shared.css", "class.css", "student.css", "class.js"):
        text = (TEMPLATES / name).read_text("utf-8")
        assert "</" not in text
        assert not re.search(r"https?:|//[a-z]|innerHTML|eval\(|fetch\(|import\b", text), name
