"""Writes the table of attacks into docs/security.md: `python -m tests.hostile.table`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from grader.model.run import LayerState
from grader.runner.isolation import unprotected
from tests.hostile.canaries import GUARDED_BY
from tests.hostile.cases import ATTACKS, CLASSES, COLD, CONTROL, LEVELS, Attack, Level

PAGE = Path(__file__).parents[2] / "docs" / "security.md"
BEGIN, END = "<!-- attacks: made by tests.hostile.table -->", "<!-- end of attacks -->"


def lines() -> Iterator[str]:
    """The levels, then one table for each class of attack."""
    yield "| level | is |"
    yield "|---|---|"
    yield from (f"| {level.name} | {level.means} |" for level in LEVELS)
    for letter, title in CLASSES.items():
        yield from ("", f"### {letter}. {title}", "")
        yield from _row(["submission", "tries", "must hold", *(each.name for each in LEVELS)])
        yield "|---" * (3 + len(LEVELS)) + "|"
        for attack in ATTACKS:
            if attack.file.startswith(letter):
                outcomes = (outcome(attack, level) for level in LEVELS)
                yield from _row([f"`{attack.id}`", attack.tries, attack.holds, *outcomes])


def outcome(attack: Attack, level: Level) -> str:
    """What must hold at that level, in a word or two."""
    if level is COLD and not attack.few:
        return "not run"
    taken = ", ".join(sorted(attack.bites & open_at(level)))
    if level is CONTROL:
        return f"**takes** {taken}" if taken else "not run"
    return f"may take {taken}" if taken else "held"


def open_at(level: Level) -> frozenset[str]:
    """The canaries that the level's layers do not guard, where the machine offers them all."""
    layers = [LayerState(name=name, state="applied") for name in sorted(level.nominal)]
    lacking = {each.name for each in unprotected(layers)}
    return frozenset(name for name, guard in GUARDED_BY.items() if guard in lacking)


ESCAPES = str.maketrans({"|": "\\|", "<": "&lt;", "@": "&#64;"})


def _row(cells: list[str]) -> Iterator[str]:
    yield f"| {' | '.join(cell.translate(ESCAPES) for cell in cells)} |"


def page(text: str) -> str:
    """The page with the table in its place."""
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    return "\n".join([f"{before}{BEGIN}\n", *lines(), f"\n{END}{after}"])


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
