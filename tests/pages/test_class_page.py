"""`report.html`: what it counts, what it says, and that nothing in it acts."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from bench.classes import made_outcomes
from grader.locale import Catalogue, catalogue
from grader.model.classroom import HandIn, Outcome, Student
from grader.model.message import Text, say
from grader.model.problem_set import ProblemSet
from grader.model.report import Flag
from grader.model.run import Place
from grader.pages import class_page
from tests.pages.conftest import HOSTILE, graded, hand_in, report, result
from tests.pages.parsed import Parsed, assert_local, assert_sealed

SHAPE = say("Its shape is {found}, expected {expected}.", found="(3,)", expected="(3, 3)")


def link(outcome: Outcome) -> str:
    return f"reports/{outcome.hand_in.student.id}.html"


@pytest.fixture
def outcomes(small: ProblemSet) -> list[Outcome]:
    """A small class in which everything happens once."""
    flag = Flag(
        what=say("the program mentions {name}", name="ctypes"),
        place=Place(cell=2, line=1),
        innocent=say("Some libraries do."),
    )
    return [
        graded("Ada", small),
        graded("Bo", small, result(small, 1, "failed", SHAPE), flags=(flag,)),
        graded("Cy", small, result(small, 1, "failed", SHAPE), ended=("timeout",), seconds=10.0),
        graded("Di", small, result(small, 2, "error", say("no")), ended=("killed", "killed")),
        graded("Ed", small, result(small, 3, "broken", say("Our fault."))),
        Outcome(hand_in=hand_in("Flo"), failure=say("This is not JSON.")),
        Outcome(hand_in=hand_in("Gus"), failure=say("The zygote died."), ours=True),
        graded("Hal", small, result(small, 4, "failed", SHAPE, score=0.5)).model_copy(
            update={"hand_in": hand_in("Hal", late=True, attempt=2, notes=(say("Two files."),))}
        ),
    ]


@pytest.fixture
def page(outcomes: list[Outcome], small: ProblemSet, en: Catalogue) -> Parsed:
    missing = [Student(id="id-Ivy", name="Ivy")]
    return Parsed(class_page(outcomes, small, en, missing=missing, link=link))


def test_the_page_is_sealed_and_local(page: Parsed) -> None:
    assert_sealed(page)
    assert_local(page)
    assert {f"reports/id-{name}.html" for name in ("Ada", "Hal")} <= page.addresses()


def test_the_head_says_what_was_graded_when_and_how_isolated(page: Parsed) -> None:
    assert "For staff PyTorch basics Problem set: made-up" in page.text
    assert "Graded: 2026-11-25 10:20 UTC" in page.text
    assert "6 programs sealed: Nothing could be reached." in page.text


def test_the_tiles_count_each_kind(page: Parsed) -> None:
    tiles = "6 graded 1 everything right 1 ran out of time 1 stopped before the end 1 not final"
    assert f"{tiles} 1 could not be read 1 not graded: our fault 1 nothing handed in" in page.text


def test_scores_are_summed_up(page: Parsed, outcomes: list[Outcome], small: ProblemSet) -> None:
    scores = sorted(each.report.score for each in outcomes if each.report)
    assert small.max_score == 19
    assert scores == [16, 17, 17, 17.5, 18, 19]
    assert "17.25 / 19 median 17.42 / 19 mean" in page.text
    assert "17.1 – 19 3" in page.text  # the same as a table


def test_final_scores_replace_those_of_reports(
    outcomes: list[Outcome], small: ProblemSet, en: Catalogue
) -> None:
    page = class_page(outcomes, small, en, final_score=lambda _: 50.0, highest=100)
    assert "50 / 100 median 50 / 100 mean" in Parsed(page).text
    assert {row[3] for row in Parsed(page).data["rows"]} == {50}


def test_every_row_is_in_the_data(page: Parsed) -> None:
    rows = {row[0]: row[1:] for row in page.data["rows"]}
    assert rows["Ada"] == ["id-Ada", "reports/id-Ada.html", 19, 0.5, "p" * 10, "gp"]
    assert rows["Bo"][-2:] == ["pfpppppppp", "fgi"]
    assert rows["Hal #2"][-2:] == ["pppphppppp", "gil"]
    assert rows["Cy"][-2:] == ["pfpppppppp", "git"]
    assert rows["Flo"] == ["id-Flo", "reports/id-Flo.html", None, 0, "", "u"]
    assert rows["Gus"][-1] == "o"
    assert rows["Ivy"] == ["id-Ivy", None, None, 0, "", "m"]
    assert page.data["marks"]["f"] == ["✗", "failed"]


def test_signs_differ_without_colour(page: Parsed) -> None:
    glyphs = [glyph for glyph, _ in page.data["marks"].values()]
    assert len(set(glyphs)) == len(glyphs) == 8
    for glyph, word in page.data["marks"].values():
        assert f"{glyph} {word}" in page.text  # in the legend


def test_the_matrix_can_be_read_without_scripts(page: Parsed) -> None:
    assert "Bo id-Bo 17 ✓✗✓✓✓✓✓✓✓✓" in page.text
    assert "This table can be sorted and searched where scripts may run." in page.text


def test_the_most_missed_items_come_first(page: Parsed) -> None:
    start = page.text.index("What most missed")
    told = page.text[start : page.text.index("Time", start)]
    assert "tensor_1 has the right shape Creating a tensor 33% missed by 2" in told
    assert "✓ passed 4 ✗ failed 2" in told
    assert "2 Its shape is (3,), expected (3, 3)." in told
    assert told.index("has the right shape") < told.index("holds floating-point")
    assert "◐ partly right 1" in told


def test_hidden_items_are_marked(page: Parsed) -> None:
    titles = [each["title"] for each in page.named("th") if "data-sort" in each and "title" in each]
    assert titles[7] == "tensor_1 keeps its input as it was · 2 · hidden"


def test_what_needs_a_human_is_listed(page: Parsed) -> None:
    for told in (
        "1 Not graded: our fault The grader failed here. Grade these again; the scores are missing"
        " until then. Gus id-Gus The zygote died.",
        "1 Scores that are not final Items could not be graded because of a mistake of ours or of"
        " the set's. Ed id-Ed tensor_1 has the right values",
        "1 Could not be read Nothing was graded. Ask for the file again, or grade by hand."
        " Flo id-Flo This is not JSON.",
        "1 Ran out of time A piece that never ended was left out and the rest was graded. It may be"
        " a loop; it may be a slow but right answer. Cy id-Cy ran out of time",
        "1 Stopped before the end A process ended in the middle. Too much memory is the usual"
        " reason. Di id-Di crashed Python itself or took too much memory",
        "1 Noted when the hand-ins were collected Mostly harmless; read them once."
        " Hal #2 id-Hal Two files.",
        "1 Nothing handed in On the roster, without a submission. Ivy id-Ivy",
    ):
        assert told in page.text


def test_flags_come_with_their_innocent_reading(page: Parsed) -> None:
    assert (
        "1 the program mentions ctypes It may be harmless: Some libraries do. Bo id-Bo"
        " cell 2, line 1" in page.text
    )


def test_times_and_ends(page: Parsed) -> None:
    for told in (
        "Half were graded within 0.50 s",
        "All within 10 s All together took 12 s Longest Cy id-Cy 10 s",
        "Programs that did not come to their end ran out of time 1"
        " crashed Python itself or took too much memory 1",
    ):
        assert told in page.text


def test_a_class_without_anybody(small: ProblemSet, en: Catalogue) -> None:
    page = Parsed(class_page((), small, en))
    for told in (
        "Nothing. Everything was graded as usual.",
        "Nobody missed anything.",
        "Nothing was graded.",
        "No flags.",
    ):
        assert told in page.text
    assert_sealed(page)


def test_more_than_two_hundred_are_counted_not_listed(small: ProblemSet, en: Catalogue) -> None:
    many = [Outcome(hand_in=hand_in(f"n{number}"), failure=say("no")) for number in range(201)]
    page = Parsed(class_page(many, small, en))
    assert "201 Could not be read" in page.text
    assert "n199 id-n199 no … and more; the gradebook has them all." in page.text


def test_outcomes_are_read_once_and_let_go(small: ProblemSet, en: Catalogue) -> None:
    alive: list[weakref.ref[Outcome]] = []

    def passing() -> Iterator[Outcome]:
        for outcome in made_outcomes(small, 6):
            assert sum(each() is not None for each in alive) <= 1
            alive.append(weakref.ref(outcome))
            yield outcome
            del outcome
            gc.collect()

    class_page(passing(), small, en)
    assert len(alive) == 6


def test_all_words_come_from_the_catalogue(
    outcomes: list[Outcome], small: ProblemSet, marking: Catalogue
) -> None:
    page = Parsed(class_page(outcomes, small, marking, missing=[Student(id="x")], link=link))
    assert 'lang="ko"' in page.page
    known = {small.title.said_in("ko"), "Ivy", "x"}
    known |= {problem.title.said_in("ko") for problem in small.problems}
    known |= {item.title.said_in("ko") for problem in small.problems for item in problem.items}
    names = {"Ada", "Bo", "Cy", "Di", "Ed", "Flo", "Gus", "Hal", "Hal #2"}
    known |= names | {f"id-{name.split()[0]}" for name in names}
    for inside, text in page.texts:
        if any(each.isalpha() for each in text) and text.strip() not in known:
            assert "«" in text, (inside, text)


def test_the_page_in_korean(outcomes: list[Outcome], small: ProblemSet) -> None:
    page = Parsed(class_page(outcomes, small, catalogue("ko")))
    assert 'lang="ko"' in page.page
    assert "PyTorch 기초" in page.text
    assert page.data["marks"]["p"] == ["✓", "통과"]


def test_hostile_text_stays_text(small: ProblemSet, en: Catalogue) -> None:
    words = say("{x}", x=HOSTILE)
    flag = Flag(what=words, innocent=words)
    bad = result(small, 0, "failed", words, title=Text(HOSTILE))
    person = Student(id=HOSTILE, name=HOSTILE)
    taken = HandIn(student=person, path="x", shown=HOSTILE, notes=(words,))
    outcomes = [
        Outcome(hand_in=taken, report=report(small, bad, flags=(flag,), ended=("garbled",))),
        Outcome(hand_in=taken, failure=words),
    ]
    page = Parsed(class_page(outcomes, small, en, missing=[person], link=link_to_itself))
    assert_sealed(page)
    assert [tag for tag, _ in page.tags].count("script") == 2
    assert not {"\u202e", "\u200b", "\x1b", "\x00", "\u2028"} & set(page.page)
    assert page.data["rows"][0][0].startswith("</script><script>alert(1)")
    assert page.data["rows"][0][0].endswith(r"\u202egnp\u200b\x1b[2J\x00]]>\u2028")


def link_to_itself(_: Outcome) -> str:
    return "reports/x.html"
