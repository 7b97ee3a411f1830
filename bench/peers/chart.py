"""The chart: submissions per second, on a scale where every line is ten times the one before."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from html import escape

from bench.peers.measure import Taken

WIDTH, ROW, TOP, BOTTOM = 860, 34, 64, 52
LEFT, RIGHT = 340, 90

STYLE = """\
.card { fill: #ffffff; stroke: #d0d7de; }
text { font: 13px system-ui, sans-serif; fill: #1f2328; }
text { paint-order: stroke; stroke: #ffffff; stroke-width: 5px; stroke-linejoin: round; }
.title { font-size: 16px; font-weight: 600; }
.quiet { fill: #59636e; }
.line { stroke: #d0d7de; }
.peer { fill: #6e7781; }
.ours { fill: #0969da; }
.strong { font-weight: 600; }
.floor { fill: none; stroke: #59636e; stroke-width: 2; }
@media (prefers-color-scheme: dark) {
  .card { fill: #0d1117; stroke: #3d444d; }
  text { fill: #f0f6fc; stroke: #0d1117; }
  .quiet { fill: #9198a1; }
  .line { stroke: #3d444d; }
  .peer { fill: #9198a1; }
  .ours { fill: #4493f8; }
  .floor { stroke: #9198a1; }
}"""

CLASSES = {"grader": "ours", "floor": "floor"}


def chart(taken: Sequence[Taken]) -> str:
    """An SVG with a dot for each way that graded more than one; the slowest comes first."""
    rows = sorted((each for each in taken if each.submissions > 1), key=lambda each: each.rate)
    height = TOP + ROW * len(rows) + BOTTOM
    low = math.floor(math.log10(rows[0].rate))
    high = math.ceil(math.log10(rows[-1].rate))
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img">',
            f"<title>{escape(_told(rows))}</title>",
            f"<style>\n{STYLE}\n</style>",
            f'<rect class="card" x=".5" y=".5" width="{WIDTH - 1}" height="{height - 1}" rx="8"/>',
            '<text class="title" x="20" y="30">Notebooks graded per second</text>',
            *_grid(low, high, height),
            *(line for row, each in enumerate(rows) for line in _row(row, each, low, high)),
            f'<text class="quiet" x="20" y="{height - 16}">Each line is ten times the one before. '
            "Two cores, four PyTorch exercises, the same verdicts from all.</text>",
            "</svg>\n",
        ]
    )


def _told(rows: Sequence[Taken]) -> str:
    """For those who cannot see it."""
    words = "; ".join(f"{each.name}: {_number(each.rate)}" for each in rows)
    return f"Notebooks graded per second. {words}"


def _grid(low: int, high: int, height: int) -> Iterable[str]:
    for power in range(low, high + 1):
        x = _x(10.0**power, low, high)
        yield f'<line class="line" x1="{x}" x2="{x}" y1="{TOP - 4}" y2="{height - BOTTOM}"/>'
        label = f"{10.0**power:g}"
        yield f'<text class="quiet" x="{x}" y="{TOP - 12}" text-anchor="middle">{label}</text>'


def _row(row: int, taken: Taken, low: int, high: int) -> Iterable[str]:
    x, y = _x(taken.rate, low, high), TOP + ROW * row + ROW // 2
    kind = CLASSES.get(taken.tool, "peer")
    strong = ' class="strong"' if kind == "ours" else ""
    name = escape(taken.name)
    yield f'<text{strong} x="{LEFT - 20}" y="{y + 5}" text-anchor="end">{name}</text>'
    yield f'<circle class="{kind}" cx="{x}" cy="{y}" r="6"/>'
    yield f'<text{strong} x="{x + 12}" y="{y + 5}">{_number(taken.rate)}</text>'


def _x(rate: float, low: int, high: int) -> float:
    part = (math.log10(rate) - low) / (high - low)
    return round(LEFT + part * (WIDTH - LEFT - RIGHT), 1)


def _number(rate: float) -> str:
    """Two digits that mean something."""
    return f"{rate:.0f}" if rate >= 10 else f"{rate:.2g}"
