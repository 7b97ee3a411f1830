"""One student's page: the program, what is said beside it, and what is kept from whom."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from grader.locale import Catalogue, catalogue
from grader.model.classroom import HandIn, Outcome, Student
from grader.model.message import Message, Text, say
from grader.model.places import where
from grader.model.problem_set import ProblemSet
from grader.model.report import Evidence, Flag, Printed
from grader.model.run import Place
from grader.model.submission import Cell, Program
from grader.pages import student_page
from tests.pages.conftest import HOSTILE, graded, hand_in, report, result
from tests.pages.parsed import Parsed, assert_local, assert_sealed

NOTEBOOK = Program(
    kind="notebook",
    name="work.ipynb",
    cells=(Cell(number=1, source="import torch\nx = 1"), Cell(number=2, source="y = x\n\n")),
)
MODULE = Program(
    kind="module",
    name="work.py",
    cells=(Cell(number=1, source="import torch\n\ndef f(x):\n\n    return x\n\n\ny = f(2)\n"),),
)
COPY = say("It is a copy of `x`.")

Shown = Callable[..., Parsed]


@pytest.fixture
def shown(small: ProblemSet, en: Catalogue) -> Shown:
    def shown(
        outcome: Outcome,
        program: Program | None = NOTEBOOK,
        *,
        staff: bool = False,
        words: Catalogue = en,
        remark: Message | None = None,
    ) -> Parsed:
        page = student_page(outcome, small, words, program=program, staff=staff, remark=remark)
        parsed = Parsed(page)
        assert_sealed(parsed)
        return parsed

    return shown


def at(cell: int | None = None, line: int | None = None, file: str | None = None) -> Evidence:
    return Evidence(found="x", place=Place(cell=cell, line=line, file=file))


def before(page: Parsed, *texts: str) -> bool:
    """Whether these stand on the page in this order."""
    places = [page.text.index(text) for text in texts]
    return places == sorted(places)


def test_the_head(small: ProblemSet, shown: Shown) -> None:
    outcome = Outcome(
        hand_in=hand_in("Ada", late=True, submitted="2026-11-24T14:59:00Z"), report=report(small)
    )
    page = shown(outcome, remark=say("With the late penalty: 15.2"))
    assert page.text.startswith("Ada · PyTorch basics Ada id-Ada PyTorch basics late 19 / 19")
    for told in (
        "With the late penalty: 15.2",
        "Handed in: Ada.py Submitted: 2026-11-24T14:59:00Z Graded: 2026-11-25 10:20 UTC",
        "Isolation: sealed. Nothing could be reached.",
    ):
        assert told in page.text
    assert "NOT FINAL" not in page.text
    assert_local(page)


def test_a_message_stands_beside_the_cell_that_it_is_about(small: ProblemSet, shown: Shown) -> None:
    page = shown(graded("Ada", small, result(small, 0, "failed", COPY, evidence=at(1, 2))))
    assert before(page, "cell 1", "import torch", "x = 1", "It is a copy of", "cell 2", "y = x")
    assert page.text.count("It is a copy of") == 1
    assert {"#i0", "#c1-2"} <= page.addresses()
    (line,) = (each for each in page.named("span") if each.get("id") == "c1-2")
    assert (line["data-n"], line["class"]) == ("2", "l m m-f")
    assert [each["id"] for each in page.named("article")] == ["i0"]
    assert ("code", "x") in page.texts


def test_the_worst_that_is_said_of_a_line_marks_it(small: ProblemSet, shown: Shown) -> None:
    results = [
        result(small, 0, "error", say("no"), evidence=at(2, 1)),
        result(small, 1, "failed", say("no"), evidence=at(2, 1)),
        result(small, 2, evidence=at(2, 1)),
        result(small, 3, evidence=at(1, 1)),
    ]
    page = shown(graded("Ada", small, *results))
    lines = {each["id"]: each["class"] for each in page.named("span") if "data-n" in each}
    assert lines == {"c1-1": "l m m-p", "c1-2": "l", "c2-1": "l m m-e"}


def test_an_error_stands_beside_the_line_that_its_message_names(
    small: ProblemSet, shown: Shown
) -> None:
    never = say("{where}: NameError", where=where(Place(cell=2, line=1)))
    page = shown(graded("Ada", small, result(small, 0, "error", never)))
    assert [each["id"] for each in page.named("article")] == ["i0"]
    assert before(page, "y = x", "cell 2, line 1: NameError")


@pytest.mark.parametrize(
    "evidence",
    [
        pytest.param(None, id="no place"),
        pytest.param(at(9, 1), id="a cell that is not there"),
        pytest.param(at(file="helper.py", line=1), id="another file"),
    ],
)
def test_what_has_no_place_here_is_said_above(
    small: ProblemSet, shown: Shown, evidence: Evidence | None
) -> None:
    page = shown(graded("Ada", small, result(small, 0, "failed", COPY, evidence=evidence)))
    assert before(page, "Results", "It is a copy of", "The program")
    assert not list(page.named("article"))
    assert "i0" in {each.get("id") for each in page.named("li")}


def test_a_line_that_is_not_there_is_the_cell_as_a_whole(small: ProblemSet, shown: Shown) -> None:
    page = shown(graded("Ada", small, result(small, 0, "failed", COPY, evidence=at(2, 99))))
    assert before(page, "cell 2", "y = x", "It is a copy of")


def test_a_module_is_cut_where_paragraphs_begin(small: ProblemSet, shown: Shown) -> None:
    failed = result(small, 0, "failed", COPY, evidence=at(line=5, file="work.py"))
    page = shown(graded("Ada", small, failed), MODULE)
    assert before(page, "import torch", "def f(x)", "return x", "It is a copy", "y = f(2)")
    numbers = [each["data-n"] for each in page.named("span") if "data-n" in each]
    assert numbers == ["1", "3", "4", "5", "8"]


def test_hints_and_tasks_are_folded(small: ProblemSet, shown: Shown) -> None:
    page = shown(graded("Ada", small, result(small, 0, "failed", COPY)))
    assert "Hint torch.from_numpy() shares memory." in page.text
    assert page.text.count("Hint") == 1  # what passed needs none
    assert "The task Do exercise 0." in page.text
    assert not [each for each in page.named("details") if "open" in each]


def test_what_was_printed_is_folded_beneath_its_cell(small: ProblemSet, shown: Shown) -> None:
    printed = (Printed(cell=1, text="hello\nyou"), Printed(cell=2, text="long", cut=True))
    page = shown(graded("Ada", small, printed=printed))
    assert before(page, "x = 1", "What it printed hello you", "y = x", "What it printed long")
    assert page.text.endswith("long … and more that is not kept.")


def test_students_learn_no_more_of_a_hidden_item_than_its_status_and_points(
    small: ProblemSet, shown: Shown
) -> None:
    hidden = result(small, 7, "failed", say("SECRET"), evidence=at(1, 2), staff_note="SECRET")
    own = shown(graded("Ada", small, hidden))
    title = hidden.title.said_in("en")
    assert "✗ failed A hidden item 0 / 2" in own.text
    assert "SECRET" not in own.page
    assert title not in own.page
    assert "#c1-2" not in own.addresses()
    assert hidden.item not in own.page
    staff = shown(graded("Ada", small, hidden), staff=True)
    assert before(staff, title, "hidden", "x = 1", "SECRET", "Staff note SECRET")


def test_only_staff_see_notes_flags_and_layers(small: ProblemSet, shown: Shown) -> None:
    flag = Flag(
        what=say("the program mentions ctypes"),
        place=Place(cell=1, line=1),
        innocent=say("Some libraries do."),
    )
    failed = result(small, 0, "failed", COPY, staff_note="off by 41")
    outcome = graded("Ada", small, failed, flags=(flag,))
    own, staff = shown(outcome), shown(outcome, staff=True)
    for told in ("ctypes", "Some libraries do.", "off by 41", "landlock", "For staff"):
        assert told not in own.page
        assert told in staff.text
    assert "It may be harmless: Some libraries do." in staff.text
    assert "#c1-1" in staff.addresses()


def test_notes_are_said_once_above_all(small: ProblemSet, shown: Shown) -> None:
    page = shown(graded("Ada", small, notes=(say("A cell failed:\n  x = ("),)))
    assert before(page, "About the whole program", "A cell failed:", "Results")
    assert ("p", "A cell failed:\n  x = (") in page.texts


def test_a_score_that_is_not_final_says_so(small: ProblemSet, shown: Shown) -> None:
    page = shown(graded("Ada", small, result(small, 0, "broken", say("Our fault."))))
    assert (
        "THIS SCORE IS NOT FINAL. Some items could not be graded because of a mistake of ours."
        " Please show this to the course staff." in page.text
    )


def test_a_hand_in_without_a_report(shown: Shown) -> None:
    outcome = Outcome(hand_in=hand_in("Ada"), failure=say("This is not JSON."))
    page = shown(outcome, None)
    assert "This was not graded This is not JSON." in page.text
    assert "The program cannot be shown here." in page.text
    assert "Results" not in page.text


def test_a_partly_right_item(small: ProblemSet, shown: Shown) -> None:
    page = shown(graded("Ada", small, result(small, 1, "failed", COPY, score=0.5)))
    assert "◐ partly right tensor_1 has the right shape 0.5 / 2" in page.text


def test_all_words_come_from_the_catalogue(
    small: ProblemSet, shown: Shown, marking: Catalogue
) -> None:
    flag = Flag(what=say("a flag"), innocent=say("harmless"))
    failed = result(small, 0, "failed", COPY, evidence=at(1, 2), staff_note="note")
    outcome = graded(
        "Ada", small, failed, flags=(flag,), printed=(Printed(cell=1, text="1", cut=True),)
    )
    page = shown(outcome, staff=True, words=marking)
    texts = {small.title.said_in("ko"), "Ada", "id-Ada", "note", "x"}
    for problem in small.problems:
        texts |= {problem.title.said_in("ko"), problem.task.said_in("ko")}
        texts |= {item.title.said_in("ko") for item in problem.items}
        texts |= {item.hint.said_in("ko") for item in problem.items if item.hint}
    texts |= {"import torch", "x = 1", "y = x", f"Ada · {small.title.said_in('ko')}"}
    for inside, text in page.texts:
        if any(each.isalpha() for each in text) and text.strip() not in texts:
            assert "«" in text or "»" in text, (inside, text)


def test_the_page_in_korean(small: ProblemSet, shown: Shown) -> None:
    page = shown(graded("Ada", small), words=catalogue("ko"))
    assert 'lang="ko"' in page.page
    assert "Tensor 생성" in page.text
    assert "통과" in page.text


def test_hostile_text_stays_text(small: ProblemSet, shown: Shown) -> None:
    words = say("{x}", x=HOSTILE)
    bad = result(
        small,
        0,
        "failed",
        words,
        title=Text(HOSTILE),
        evidence=Evidence(found=HOSTILE, place=Place(cell=1, line=1)),
        staff_note=HOSTILE,
    )
    person = HandIn(student=Student(id=HOSTILE, name=HOSTILE), path="x", shown=HOSTILE)
    flag = Flag(what=words, innocent=words, place=Place(file=HOSTILE, line=1))
    graded_so = report(
        small, bad, notes=(words,), flags=(flag,), printed=(Printed(cell=1, text=HOSTILE),)
    )
    source = f"# {HOSTILE}\rprint(1)\x85\n\t{HOSTILE}"
    program = Program(kind="notebook", name=HOSTILE, cells=(Cell(number=1, source=source),))
    page = shown(Outcome(hand_in=person, report=graded_so), program, staff=True)
    assert not list(page.named("script"))
    assert not {"\u202e", "\u200b", "\x1b", "\x00", "\u2028", "\r", "\x85"} & set(page.page)
    assert r"\u202egnp\u200b\x1b[2J\x00]]>\u2028\rprint(1)\x85" in page.text


def test_a_very_long_program_is_cut(small: ProblemSet, shown: Shown) -> None:
    cell = Cell(number=1, source="x" * 3000 + "\n" * 6000 + "y")
    page = shown(graded("Ada", small), Program(kind="notebook", name="n", cells=(cell,)))
    assert "x" * 2000 + "…" in page.text
    assert "y" not in [text.strip() for _, text in page.texts]
