"""The order in which items are graded: what an item waits for comes before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from heapq import heapify, heappop, heappush

from grader.model.problem_set import Item, Problem, ProblemSet

Key = tuple[str, str]
"""An item's full name: its problem's slug and its own."""


def full_name(written: str, problem: str) -> Key:
    """The item that an `after` in that problem names: `item`, or `problem/item`."""
    before, slash, behind = written.partition("/")
    return (before, behind) if slash else (problem, written)


def needs_of(problem: Problem, item: Item) -> tuple[Key, ...]:
    """The items that must pass before this one is looked at, as it names them."""
    return tuple(full_name(written, problem.slug) for written in item.after)


def grading_order(problem_set: ProblemSet) -> tuple[tuple[Problem, Item], ...]:
    """Every item after the ones that it needs, and otherwise as in the file.

    The set is sound: every name that an item needs is known, and there is no cycle.
    """
    items = {(p.slug, i.slug): (p, i) for p in problem_set.problems for i in p.items}
    return tuple(items[key] for key in sort({key: needs_of(*pair) for key, pair in items.items()}))


def sort(needs: Mapping[Key, Sequence[Key]]) -> list[Key]:
    """The keys in an order that respects `needs`, staying close to the order in which they come."""
    rank = {key: number for number, key in enumerate(needs)}
    sorter = TopologicalSorter(needs)
    sorter.prepare()
    ready = [(rank[key], key) for key in sorter.get_ready()]
    heapify(ready)
    done: list[Key] = []
    while ready:
        done.append(heappop(ready)[1])
        sorter.done(done[-1])
        for key in sorter.get_ready():
            heappush(ready, (rank[key], key))
    return done


def cycle_in(needs: Mapping[Key, Sequence[Key]]) -> tuple[Key, ...] | None:
    """Keys in a circle, if there is one: each needs the next, and the last is the first again."""
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        return tuple(reversed(error.args[1]))
    return None
