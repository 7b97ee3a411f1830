"""A matplotlib plot: how many lines, their data, the title, the labels, the legend."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from grader.checkers.base import Checker, Subject
from grader.compare import How, mismatch
from grader.errors import OurError
from grader.model.base import Model
from grader.model.message import Message, say, say_count
from grader.model.values import Value
from grader.model.verdict import Verdict, failed, passed

MAX_LINES = 50
MAX_TEXT = 500
Text = Annotated[str, Field(max_length=MAX_TEXT)]
Place = Literal["title", "xlabel", "ylabel"]
Scale = Literal["linear", "log", "symlog", "logit"]


class Probe(Model):
    """`figure`: the program's `last` figure, or its n-th, from 1. `axes`: which of the figure's
    plots, from 1.
    """

    figure: Literal["last"] | Annotated[int, Field(ge=1, le=100)] = "last"
    axes: Annotated[int, Field(ge=1, le=100)] = 1


class Line(Model):
    """A line's data and its label; for a scatter plot the positions of its points."""

    x: Value
    y: Value
    label: Text = ""


class Axes(Model):
    """One plot, as it would be drawn; `bars` and `images` are how many it has."""

    title: Text = ""
    xlabel: Text = ""
    ylabel: Text = ""
    xscale: Text = "linear"
    yscale: Text = "linear"
    legend: Annotated[tuple[Text, ...], Field(max_length=MAX_LINES)] | None = None
    lines: Annotated[tuple[Line, ...], Field(max_length=MAX_LINES)] = ()
    points: Annotated[tuple[Line, ...], Field(max_length=MAX_LINES)] = ()
    bars: Annotated[int, Field(ge=0)] = 0
    images: Annotated[int, Field(ge=0)] = 0


class Seen(Model):
    """How many figures there are, and the one plot; `installed` is whether matplotlib is there."""

    installed: bool
    figures: Annotated[int, Field(ge=0)] = 0
    axes: Axes | None = None


class Rules(Model):
    """`lines`, `points` (scatter plots), `bars` and `images`: how many there must be.
    `title`, `xlabel`, `ylabel`: a text that must be in it, in capital or small letters; an empty
    text asks for any. `xscale` and `yscale`: `linear`, `log`, `symlog` or `logit`.
    `legend`: whether there must be one.
    `data`: whether the lines and points must have the reference's data, in any order; `rtol` and
    `atol` as for `value`.
    """

    lines: Annotated[int, Field(ge=0)] | None = None
    points: Annotated[int, Field(ge=0)] | None = None
    bars: Annotated[int, Field(ge=0)] | None = None
    images: Annotated[int, Field(ge=0)] | None = None
    title: str | None = None
    xlabel: str | None = None
    ylabel: str | None = None
    xscale: Scale | None = None
    yscale: Scale | None = None
    legend: bool = False
    data: bool = False
    rtol: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 1e-5
    atol: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 1e-8


def observe(subject: Subject, probe: Probe) -> Seen:
    """Reads the plot from the figure, without drawing it."""
    try:
        import matplotlib  # noqa: F401, ICN001 - only to know whether it is there
    except ImportError:
        return Seen(installed=False)
    figures = subject.figures()
    number = len(figures) if probe.figure == "last" else probe.figure
    axes = figures[number - 1].axes if 1 <= number <= len(figures) else []
    found = _axes(subject, axes[probe.axes - 1]) if len(axes) >= probe.axes else None
    return Seen(installed=True, figures=len(figures), axes=found)


def _axes(subject: Subject, axes: Any) -> Axes:  # noqa: ANN401 - the student's object
    legend = axes.get_legend()
    texts = None if legend is None else tuple(_text(each.get_text()) for each in legend.get_texts())
    return Axes(
        title=_text(axes.get_title() or axes.get_title("left") or axes.get_title("right")),
        xlabel=_text(axes.get_xlabel()),
        ylabel=_text(axes.get_ylabel()),
        xscale=_text(axes.get_xscale()),
        yscale=_text(axes.get_yscale()),
        legend=texts,
        lines=tuple(_line(subject, each) for each in axes.lines[:MAX_LINES]),
        points=tuple(_points(subject, each) for each in axes.collections[:MAX_LINES]),
        bars=len(axes.patches),
        images=len(axes.images),
    )


def _line(subject: Subject, line: Any) -> Line:  # noqa: ANN401 - the student's object
    x, y = (subject.look(each) for each in (line.get_xdata(orig=False), line.get_ydata(orig=False)))
    return Line(x=x, y=y, label=_text(line.get_label()))


def _points(subject: Subject, points: Any) -> Line:  # noqa: ANN401 - the student's object
    import numpy as np

    places = np.ma.getdata(points.get_offsets())
    x, y = (subject.look(places[:, column].copy()) for column in (0, 1))
    return Line(x=x, y=y, label=_text(points.get_label()))


def _text(text: object) -> str:
    return str(text)[:MAX_TEXT]


def judge(seen: Seen, reference: Seen, rules: Rules) -> Verdict:
    """A plot that has all that is asked for passes."""
    if not (seen.installed and reference.installed):
        return Verdict(
            status="unavailable",
            message=say("Plots cannot be graded here: matplotlib is not installed."),
        )
    if seen.axes is None:
        return failed(_none(seen))
    fault = (
        _counts(seen.axes, rules) or _texts(seen.axes, rules) or _data(seen.axes, reference, rules)
    )
    return passed() if fault is None else failed(fault)


def _none(seen: Seen) -> Message:
    if not seen.figures:
        return say("There is no plot. Draw it with plt.plot(...); a figure that is closed is gone.")
    return say("The figure does not have as many plots (axes) as are asked for.")


def _counts(axes: Axes, rules: Rules) -> Message | None:
    found = {
        "lines": len(axes.lines),
        "points": len(axes.points),
        "bars": axes.bars,
        "images": axes.images,
    }
    words = {
        "lines": say("lines"),
        "points": say("groups of points"),
        "bars": say("bars"),
        "images": say("images"),
    }
    for name, number in found.items():
        wanted = getattr(rules, name)
        if wanted is not None and number != wanted:
            return say_count(
                "Of {what}, the plot has {count}; {wanted} are expected.",
                "Of {what}, the plot has {count}; {wanted} are expected.",
                number,
                what=words[name],
                wanted=wanted,
            )
    return None


def _texts(axes: Axes, rules: Rules) -> Message | None:
    if rules.legend and axes.legend is None:
        return say("The plot has no legend: give the lines labels and call plt.legend().")
    named: tuple[tuple[Place, Message], ...] = (
        ("title", say("title")),
        ("xlabel", say("label of the x axis")),
        ("ylabel", say("label of the y axis")),
    )
    for name, words in named:
        fault = _label(getattr(axes, name), getattr(rules, name), words)
        if fault is not None:
            return fault
    return _scale(axes, rules)


def _label(found: str, wanted: str | None, words: Message) -> Message | None:
    if wanted is None or (found.strip() and wanted.casefold() in found.casefold()):
        return None
    if not found.strip():
        return say("The plot has no {what}.", what=words)
    return say(
        "The {what} is “{found}”; “{wanted}” is missing in it.",
        what=words,
        found=found,
        wanted=wanted,
    )


def _scale(axes: Axes, rules: Rules) -> Message | None:
    for axis, found, wanted in (
        ("x", axes.xscale, rules.xscale),
        ("y", axes.yscale, rules.yscale),
    ):
        if wanted is not None and found != wanted:
            return say(
                "The {axis} axis is {found}; it must be {wanted}.",
                axis=axis,
                found=found,
                wanted=wanted,
            )
    return None


def _data(axes: Axes, reference: Seen, rules: Rules) -> Message | None:
    if not rules.data:
        return None
    if reference.axes is None:
        raise OurError(say("the reference has no such plot"))
    how = How(rtol=rules.rtol, atol=rules.atol, dtype="any")
    for found, expected in (
        (axes.lines, reference.axes.lines),
        (axes.points, reference.axes.points),
    ):
        for number, wanted in enumerate(expected, 1):
            if not any(_same(each, wanted, how) for each in found):
                return _missing(number, wanted, found, how)
    return None


def _same(found: Line, wanted: Line, how: How) -> bool:
    return _why(found, wanted, how) is None


def _why(found: Line, wanted: Line, how: How) -> Message | None:
    for axis, here, there in (("x", found.x, wanted.x), ("y", found.y, wanted.y)):
        wrong = mismatch(here, there, how)
        if wrong is not None:
            return say("its {axis} values: {why}", axis=axis, why=wrong.for_student)
    return None


def _missing(number: int, wanted: Line, found: tuple[Line, ...], how: How) -> Message:
    if len(found) == 1:
        why = _why(found[0], wanted, how)
        return say("The line does not show what it must: {why}", why=why or "")
    return say(
        "No line of the plot shows the data that are asked for (line {number} of the solution).",
        number=number,
    )


checker = Checker(Probe, Seen, Rules, observe, judge)
