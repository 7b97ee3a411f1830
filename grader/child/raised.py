"""A student's exception as data: hostile until read, and read without trusting its class."""

from __future__ import annotations

import linecache
import unicodedata
from collections.abc import Iterator
from types import FrameType, TracebackType

from grader.child.builtin_copy import BUILTINS
from grader.child.places import Places
from grader.child.suggestions import suggestion
from grader.child.typenames import plain_text
from grader.model.message import say
from grader.model.run import Place, Raised

__builtins__ = BUILTINS

MAX_TEXT = 2000
MAX_LINE = 190
MAX_LINES = 10**7
SYNTAX_ERRORS = (SyntaxError, IndentationError, TabError)
_traceback_of = BaseException.__dict__["__traceback__"].__get__
_name_of = type.__dict__["__name__"].__get__
_lineage_of = type.__dict__["__mro__"].__get__


def raised(error: BaseException, places: Places, fallback: Place | None = None) -> Raised:
    """The exception's type, its text, and the deepest place that is the student's own.

    Reading the text runs the exception's `__str__`: whatever that raises is told in its stead.
    """
    name = plain_text(_name_of(type(error)))
    if type(error) in SYNTAX_ERRORS and (syntax := _syntax(error, name, places)):
        return syntax
    frames = list(_frames(error))
    text = text_of(error)
    better = suggestion(error, frames[-1][0] if frames else None)
    if better is not None:
        text = f"{text.rstrip('.')}. Did you mean: '{better}'?"
    return Raised(type=name, text=text[:MAX_TEXT], place=_deepest(frames, places) or fallback)


def left(error: SystemExit, places: Places, fallback: Place | None, in_cell: bool) -> Raised:
    """The program asked to leave; grading goes on without it."""
    ended = say("exit() ended this cell here") if in_cell else say("exit() ended the program here")
    place = _deepest(list(_frames(error)), places) or fallback
    return Raised(type="SystemExit", text=str(ended), place=place)


def lineage(error: BaseException) -> tuple[str, ...]:
    """The names of its type and of all that the type descends from, nearest first, at most 20."""
    return tuple(plain_text(_name_of(each))[:200] for each in _lineage_of(type(error))[:20])


def text_of(error: BaseException) -> str:
    """What the exception says, cut; never raises."""
    try:
        return plain_text(str(error), MAX_TEXT)
    except BaseException as second:  # noqa: BLE001 - `__str__` is the student's, and may raise anything
        failed = plain_text(_name_of(type(second)))
        return str(say("its text cannot be read: __str__ raised {error}", error=failed))


def _frames(error: BaseException) -> Iterator[tuple[FrameType, int | None]]:
    trace: TracebackType | None = _traceback_of(error)
    while trace is not None:
        yield trace.tb_frame, trace.tb_lineno
        trace = trace.tb_next


def _deepest(frames: list[tuple[FrameType, int | None]], places: Places) -> Place | None:
    for frame, line in reversed(frames):
        if place := places.find(frame.f_code.co_filename, line):
            return place
    return None


def _syntax(error: BaseException, name: str, places: Places) -> Raised | None:
    """The code could not be read; None if that code is not the student's own file."""
    file_name, line, offset = (
        getattr(error, part, None) for part in ("filename", "lineno", "offset")
    )
    if type(file_name) is not str or not _is_line(line):
        return None
    place = places.find(file_name, line)
    if place is None:
        return None
    said = getattr(error, "msg", None)
    text = plain_text(said, MAX_TEXT) if type(said) is str else text_of(error)
    source = linecache.getline(file_name, line or 0) or getattr(error, "text", None)
    return Raised(type=name, text=text, place=place, caret=_caret(source, offset))


def _is_line(line: object) -> bool:
    return line is None or (type(line) is int and 0 <= line < MAX_LINES)


def _caret(source: object, offset: object) -> str | None:
    """The line, and under it a caret below the character that `offset` counts, from one."""
    if type(source) is not str or type(offset) is not int or offset < 1:
        return None
    line = source.rstrip("\n")
    bare = line.lstrip()
    at = max(offset - 1 - (len(line) - len(bare)), 0)
    start = max(at - MAX_LINE // 2, 0)
    shown = bare[start : start + MAX_LINE].replace("\t", " ")
    return plain_text(f"{shown}\n{''.join(map(_blank, shown[: at - start]))}^", 2 * MAX_LINE + 2)


def _blank(character: str) -> str:
    """A blank as wide as the character: Korean letters take two columns."""
    return "\u3000" if unicodedata.east_asian_width(character) in "WF" else " "
