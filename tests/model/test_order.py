"""The order of grading."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from grader.model.base import Model
from grader.model.message import Text
from grader.model.order import cycle_in, full_name, grading_order, needs_of, sort
from grader.model.problem_set import Item, Problem, ProblemSet


def item(slug: str, *after: str) -> Item:
    return Item(slug=slug, title=Text("A"), check="rank", after=after, probe=Model(), rules=Model())


def problem_set(**problems: tuple[Item, ...]) -> ProblemSet:
    made = tuple(
        Problem(slug=slug, title=Text("A"), task=Text("x"), items=items)
        for slug, items in problems.items()
    )
    return ProblemSet(slug="s", title=Text("A"), problems=made, folder=".", digest="", reference="")


def order(**problems: tuple[Item, ...]) -> list[str]:
    return [f"{p.slug}/{i.slug}" for p, i in grading_order(problem_set(**problems))]


def test_as_in_the_file() -> None:
    assert order(a=(item("x"), item("y", "x")), b=(item("x"),)) == ["a/x", "a/y", "b/x"]


def test_what_is_needed_comes_first() -> None:
    assert order(a=(item("x", "z"), item("y"), item("z")), b=(item("x"),)) == [
        *("a/y", "a/z", "a/x", "b/x")
    ]
    assert order(a=(item("x", "b/z"), item("y")), b=(item("z"),)) == ["a/y", "b/z", "a/x"]


def test_the_items_that_an_item_needs() -> None:
    made = problem_set(a=(item("x", "y", "b/z"), item("y")), b=(item("z"),))
    assert needs_of(made.problems[0], made.problems[0].items[0]) == (("a", "y"), ("b", "z"))
    assert full_name("y", "a") == ("a", "y")
    assert full_name("b/z", "a") == ("b", "z")


def test_a_circle() -> None:
    a, b, c, d = (("p", name) for name in "abcd")
    assert cycle_in({a: [b], b: [c], c: [], d: [a]}) is None
    circle = cycle_in({a: [b], b: [c], c: [a], d: [a]})
    assert circle is not None
    assert circle[0] == circle[-1]
    assert set(circle) == {a, b, c}
    assert all((x, y) in {(a, b), (b, c), (c, a)} for x, y in pairwise(circle))


@given(st.data())
def test_any_graph_without_circles(data: st.DataObject) -> None:
    keys = [("p", str(number)) for number in range(data.draw(st.integers(0, 12)))]
    ranks = data.draw(st.permutations(keys))
    needs = {
        key: data.draw(st.lists(st.sampled_from(ranks[: ranks.index(key)]), unique=True))
        if ranks.index(key)
        else []
        for key in keys
    }
    done = sort(needs)
    assert sorted(done) == sorted(keys)
    assert all(done.index(need) < done.index(key) for key in keys for need in needs[key])
    if not any(needs.values()):
        assert done == keys
