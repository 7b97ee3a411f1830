"""What became of the mutants, in words."""

from __future__ import annotations

from collections.abc import Iterator

from grader.model.message import Message, say, say_count
from grader.mutants import KINDS, Mutant
from grader.proof.mutation import Mutation

Line = Message | str


def mutation_told(mutation: Mutation, least: float) -> Iterator[Line]:
    """Line by line. `least` is the share of mutants that must be caught."""
    wrong = mutation.killed + len(mutation.survivors)
    yield say(
        "  Mutants: {killed} of {wrong} caught, {rate}% (at least {least}% wanted); {equivalent} "
        "marked as equivalent",
        killed=mutation.killed,
        wrong=wrong,
        rate=_percent(mutation.rate),
        least=_percent(least),
        equivalent=len(mutation.equivalent),
    )
    if mutation.left_out:
        yield say_count(
            "  {count} more lies within statements that nothing looks at.",
            "  {count} more lie within statements that nothing looks at.",
            mutation.left_out,
        )
    for note in mutation.stale:
        yield say("  ! {note}", note=note)
    if mutation.survivors:
        yield say("  Mistakes that the set would wave through:")
        for mutant in mutation.survivors:
            yield from _survivor(mutant)
        yield say(
            "  Write a wrong answer for each, and an item that catches it. If a change makes no "
            "mistake, list it in mutants.yaml with the reason."
        )


def _survivor(mutant: Mutant) -> Iterator[Line]:
    yield say("  - line {line}: {kind}", line=mutant.line, kind=KINDS[mutant.kind])
    yield from (f"      {line}" for line in mutant.diff.splitlines()[2:])
    yield say("      change: {change}", change=_quoted(mutant.change))


def _quoted(text: str) -> str:
    """The text as YAML reads it, whatever it holds."""
    return "'" + text.replace("'", "''") + "'"


def _percent(share: float) -> str:
    """Rounded down: what is below the bar does not look as if it were not."""
    return f"{int(share * 1000 + 1e-6) / 10:g}"
