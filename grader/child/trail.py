"""Everything assigned, displayed or printed in the sections that somebody asks about."""

from __future__ import annotations

import builtins
import dis
import functools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import BuiltinFunctionType, CodeType, FunctionType, MethodType, ModuleType
from typing import Any, Literal

from grader.child.output import Sink
from grader.model.run import Place
from grader.model.sections import same_section
from grader.model.submission import Program

MAX_FOUND = 30
MAX_KEPT = 300
MAX_NUMBERS = 5
NUMBER = re.compile(r"(?<![\w.])[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?![\w.])")
CODE = (ModuleType, FunctionType, MethodType, BuiltinFunctionType)
STORING = frozenset({"STORE_NAME", "STORE_GLOBAL"})
How = Literal["assigned", "displayed", "printed"]


@dataclass(frozen=True)
class Find:
    """A live object found in a section: how it got there, where, and under which name."""

    value: object
    how: How
    place: Place
    name: str | None = None
    is_text: bool = False


class Trail:
    """Follows the program from statement to statement; idle outside the sections asked for."""

    def __init__(self, program: Program, sections: Sequence[str], sink: Sink) -> None:
        self._program = program
        self._sections = tuple(sections)
        self._sink = sink
        self._finds: list[tuple[str, Find]] = []
        self._inside: tuple[str, ...] = ()
        self._at = (1, 1)
        self._code: CodeType | None = None
        self._printed_from = 0

    def install(self) -> None:
        """Notes the objects that are printed, if any section is asked for."""
        self._print = builtins.print
        if self._sections:
            builtins.print = _noting(self._print, self._keep_printed)

    def remove(self) -> None:
        """Undoes `install`."""
        if self._sections:
            builtins.print = self._print

    def has(self, section: str) -> bool:
        """Whether the program has that section."""
        spans = (span for cell in self._program.cells for span in cell.sections)
        return any(same_section(section, span.name) for span in spans)

    def finds(self, section: str) -> tuple[Find, ...]:
        """What was found there, the most telling first: the last assigned or displayed."""
        found = [find for name, find in reversed(self._finds) if name == section]
        return tuple(sorted(found, key=_rank)[:MAX_FOUND])

    def step(self, cell: int, line: int, code: CodeType | None) -> None:
        """A statement is about to run."""
        self._at, self._code = (cell, line), code
        self._inside = tuple(self._around(cell, line)) if self._sections else ()
        self._printed_from = self._sink.position

    def done(self, namespace: Mapping[str, object]) -> None:
        """The statement has run, or raised."""
        if not self._inside:
            return
        for name in _stored(self._code) if self._code is not None else ():
            value = namespace.get(name)
            is_stub = value is None or value is ...
            if not (name.startswith("_") or is_stub or type(value) in CODE):
                self._keep(value, "assigned", name)
        text = self._sink.since(self._printed_from).strip()
        if text:
            for number in _numbers(text):
                self._keep(number, "printed", is_text=True)
            self._keep(text, "printed", is_text=True)
        self._printed_from = self._sink.position

    def end(self) -> None:
        """The program has run; what is printed from now on is not its own doing."""
        self._inside = ()

    def show(self, shown: object) -> None:
        """An object was displayed."""
        self._keep(shown, "displayed")

    def _keep_printed(self, printed: object) -> None:
        if type(printed) is not str:
            self._keep(printed, "printed")

    def _keep(
        self, value: object, how: How, name: str | None = None, *, is_text: bool = False
    ) -> None:
        cell, line = self._at
        module = self._program.kind == "module"
        place = Place(line=line) if module else Place(cell=cell, line=line)
        for section in self._inside:
            if len(self._finds) < MAX_KEPT:
                self._finds.append((section, Find(value, how, place, name, is_text)))

    def _around(self, cell: int, line: int) -> Iterator[str]:
        spans = [
            span.name
            for each in self._program.cells
            if each.number == cell
            for span in each.sections
            if span.first <= line and (span.last is None or line <= span.last)
        ]
        for section in self._sections:
            if any(same_section(section, name) for name in spans):
                yield section


def _noting(function: Any, note: Callable[[object], None]) -> Any:  # noqa: ANN401
    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        for each in args:
            note(each)
        return function(*args, **kwargs)

    return call


def _rank(find: Find) -> int:
    return {"assigned": 0, "displayed": 0, "printed": 1}[find.how] + 2 * find.is_text


def _stored(code: CodeType) -> list[str]:
    """The names that a top-level statement binds, if it is no import and no class."""
    steps = list(dis.get_instructions(code))
    if any(each.opname in ("IMPORT_NAME", "LOAD_BUILD_CLASS") for each in steps):
        return []
    return list(dict.fromkeys(each.argval for each in steps if each.opname in STORING))


def _numbers(text: str) -> list[float]:
    """The last numbers in a text."""
    return [_number(found) for found in NUMBER.findall(text)[-MAX_NUMBERS:] if len(found) < 300]


def _number(found: str) -> float:
    return int(found) if found.lstrip("+-").isdecimal() else float(found)
