"""What a set claims of its own programs, held against what came of grading them. Nothing is run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from grader.model.message import Message, say, say_count
from grader.model.problem_set import ProblemSet
from grader.proof.outcomes import CAUGHT, OURS, ItemOutcome, Outcome


def keys_of(problem_set: ProblemSet) -> tuple[str, ...]:
    """Every item as `problem/item`."""
    return tuple(f"{p.slug}/{i.slug}" for p in problem_set.problems for i in p.items)


def cited_in(problem_set: ProblemSet) -> Mapping[str, frozenset[str]]:
    """The wrong answers that items list under `catches`, each with those items."""
    cited: dict[str, set[str]] = {}
    for problem in problem_set.problems:
        for item in problem.items:
            for name in item.catches:
                cited.setdefault(name, set()).add(f"{problem.slug}/{item.slug}")
    return {name: frozenset(keys) for name, keys in cited.items()}


def reference_faults(key: str, runs: Sequence[Outcome]) -> Iterator[Message]:
    """The reference passes the item in every run."""
    bad = [item for item in _items(key, runs) if item.status != "passed"]
    if bad and _agree(key, runs):
        yield say(
            "{file} must pass {item}, but there it is {status}: {why}",
            **_about(runs[0], bad[0]),
            why=bad[0].why,
        )


def starter_faults(outcome: Outcome) -> Iterator[Message]:
    """A starter passes nothing."""
    yield from _unread([outcome])
    for item in outcome.items:
        if item.status == "passed":
            yield say("{file} must not pass {item}.", **_about(outcome, item))
        yield from _ours(outcome, item)


def wrong_faults(runs: Sequence[Outcome], catching: frozenset[str]) -> Iterator[Message]:
    """A wrong answer fails exactly at the items that list it, whatever the seed.

    It is skipped at the items that wait for those, and passes all others.
    """
    first = runs[0]
    if not catching:
        yield say("{file}: no item lists it under `catches`.", file=first.task.name)
        return
    yield from _unread(runs[:1])
    for item in first.items if _all_read(runs) else ():
        if not _agree(item.key, runs):
            yield from flaky(item.key, runs)
        elif item.status in OURS:
            yield from _ours(first, item)
        elif item.key in catching and item.status not in CAUGHT:
            yield say("{file} must fail {item}, but there it is {status}.", **_about(first, item))
        elif item.key not in catching and item.status in CAUGHT:
            yield say(
                "{file} must not fail {item}, which does not list it under `catches`, but there it "
                "is {status}: {why}",
                **_about(first, item),
                why=item.why,
            )


def flaky(key: str, runs: Sequence[Outcome]) -> Iterator[Message]:
    """The item's verdict is the same whatever the seed."""
    if not _all_read(runs) or _agree(key, runs):
        return
    counts = Counter(item.status for item in _items(key, runs))
    odd = next(r for r in runs if r.of(key).status != counts.most_common(1)[0][0])
    yield say_count(
        "{item} is flaky: in {count} run of {file} it was {statuses}. With --seed {seed}: {why}",
        "{item} is flaky: in {count} runs of {file} it was {statuses}. With --seed {seed}: {why}",
        len(runs),
        item=key,
        file=runs[0].task.name,
        statuses=tuple(f"{_word(s)} × {n}" for s, n in counts.most_common()),
        seed=odd.task.seed,
        why=odd.of(key).why,
    )


def uncaught_faults(keys: Iterable[str], wrong: Iterable[Outcome]) -> Iterator[Message]:
    """Every item is seen to fail by at least one wrong answer."""
    caught = {item.key for each in wrong for item in each.items if item.status in CAUGHT}
    for key in keys:
        if key not in caught:
            yield say("No wrong answer fails {item}: nothing shows that it can fail.", item=key)


def broken_in(outcomes: Iterable[Outcome]) -> Iterator[Message]:
    """Whatever a mutant does, no item breaks."""
    told: set[str] = set()
    for outcome in outcomes:
        for item in outcome.items:
            if item.status in OURS and item.key not in told:
                told.add(item.key)
                yield from _ours(outcome, item)


def _unread(runs: Sequence[Outcome]) -> Iterator[Message]:
    if runs and runs[0].unreadable is not None:
        yield runs[0].unreadable


def _all_read(runs: Sequence[Outcome]) -> bool:
    return all(run.unreadable is None for run in runs)


def _items(key: str, runs: Sequence[Outcome]) -> list[ItemOutcome]:
    return [run.of(key) for run in runs if run.unreadable is None]


def _agree(key: str, runs: Sequence[Outcome]) -> bool:
    return len({item.status for item in _items(key, runs)}) == 1


def _ours(outcome: Outcome, item: ItemOutcome) -> Iterator[Message]:
    """A grader's fault, which is never an answer's."""
    if item.status in OURS:
        yield say("{file}: {item} is {status}: {why}", **_about(outcome, item), why=item.why)


def _about(outcome: Outcome, item: ItemOutcome) -> dict[str, str]:
    return {"file": outcome.task.name, "item": item.key, "status": _word(item.status)}


def _word(status: str) -> str:
    return status.replace("_", " ")
