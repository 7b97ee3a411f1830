"""What a section holds: assigned, displayed, printed."""

from __future__ import annotations

import pytest

from grader.child.look import look
from grader.model.run import Job
from grader.model.submission import Cell, Program, Span
from grader.sources import with_markers


@pytest.fixture
def finds(runner):
    """The finds of one section, the most telling first: how, name, cell, line, value."""

    def found(program, section="Part 1"):
        def probe(running):
            return [
                (each.how, each.name, each.place.cell, each.place.line, shown(each.value))
                for each in running.trail.finds(section)
            ], running.trail.has(section)

        return runner.run(Job(program=program, seed=1, sections=(section,)), probe).probed

    return found


def shown(value):
    seen = look(value)
    return getattr(seen, "digits", getattr(seen, "text", getattr(seen, "hex", seen.kind)))


def module(source):
    cells = (Cell(number=1, source=source),)
    return with_markers(Program(kind="module", name="hw.py", cells=cells))


def notebook(*cells):
    made = tuple(
        Cell(number=number, source=source, sections=tuple(Span(name=name) for name in names))
        for number, (source, *names) in enumerate(cells, 1)
    )
    return with_markers(Program(kind="notebook", name="hw.ipynb", cells=made))


def test_a_notebooks_section(finds):
    program = notebook(
        ("a = 1",),
        ("b = 2\nb + 1\nprint('x', [7])\nb * 5", "Part 1"),
        ("c = 9", "part 1:"),
        ("d = 4", "Part 2"),
    )
    found, there = finds(program)
    assert there
    assert found == [
        ("assigned", "c", 3, 1, "9"),
        ("displayed", None, 2, 4, "10"),
        ("assigned", "b", 2, 1, "2"),
        ("printed", None, 2, 3, "sequence"),
        ("printed", None, 2, 3, "x [7]"),
        ("printed", None, 2, 3, "7"),
    ]


def test_a_modules_section_ends_at_the_next_marker(finds):
    source = "x = 0\n# section: Part 1\ny = 1\n## more\nz = 2\n# section: Part 2\nw = 3\n"
    found, _ = finds(module(source))
    assert [(how, name, line) for how, name, _, line, _ in found] == [
        ("assigned", "z", 5),
        ("assigned", "y", 3),
    ]


def test_a_value_is_kept_when_its_name_is_bound_again(finds):
    found, _ = finds(notebook(("x = 1", "Part 1"), ("x = 2", "Part 2")))
    assert found == [("assigned", "x", 1, 1, "1")]


def test_also_a_value_that_the_name_had_before(finds):
    found, _ = finds(notebook(("x = 1",), ("x = 1", "Part 1")))
    assert found == [("assigned", "x", 2, 1, "1")]


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("import math", id="a module"),
        pytest.param("from math import pi", id="an imported value"),
        pytest.param("def f(): pass", id="a function"),
        pytest.param("class A: pass", id="a class"),
        pytest.param("_x = 1", id="a private name"),
        pytest.param("x = None", id="a stub"),
        pytest.param("x = ...", id="another stub"),
        pytest.param("y = 1 / 0", id="what raised"),
        pytest.param("pass", id="nothing"),
    ],
)
def test_what_is_no_answer(finds, source):
    assert finds(notebook((source, "Part 1"))) == ([], True)


def test_a_section_that_is_not_there(finds):
    assert finds(notebook(("x = 1", "Part 2"))) == ([], False)


def test_at_most_thirty_the_last_ones(finds):
    source = "\n".join(f"x{n} = {n}" for n in range(50))
    found, _ = finds(notebook((source, "Part 1")))
    assert [name for _, name, *_ in found] == [f"x{n}" for n in range(49, 19, -1)]


def test_numbers_in_a_text(finds):
    found, _ = finds(notebook(("print(f'mean=2.5, n=-3; v1')", "Part 1")))
    assert [value for *_, value in found] == ["mean=2.5, n=-3; v1", "-3", (2.5).hex()]


def test_print_stays_as_it_is(runner):
    job = Job(program=module("print(print.__name__, end='!')\n"), seed=1, sections=("Part 1",))
    assert runner.run(job).cell.printed == "print!"


def test_what_is_printed_for_a_question_is_not_the_programs(runner):
    def probe(running):
        running.namespace["f"]()
        return len(running.trail.finds("Part 1"))

    job = Job(program=module("## Part 1\ndef f(): print([1])\n"), seed=1, sections=("Part 1",))
    assert runner.run(job, probe).probed == 0
