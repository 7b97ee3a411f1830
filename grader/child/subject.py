"""The student's program once it has run, as checkers ask it for objects."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import Any, cast

from grader.checkers.base import Attempt
from grader.child.budget import Budget
from grader.child.builtin_copy import BUILTINS
from grader.child.counting import counted, cpu_seconds, loop_seconds
from grader.child.figures import open_figures
from grader.child.files import read_inside
from grader.child.look import Snapshot, look
from grader.child.make import make
from grader.child.outcomes import AbsentError, StudentError
from grader.child.programs import Running
from grader.child.raised import lineage, raised
from grader.child.trail import Find
from grader.child.typenames import plain_text, type_name
from grader.model.base import Model
from grader.model.run import CallRecord
from grader.model.targets import (
    Call,
    Constructor,
    Displayed,
    Expression,
    Given,
    Printed,
    Section,
    Spied,
    Target,
    Variable,
)
from grader.model.values import Value
from grader.model.walk import parts_of_type
from grader.model.work import Work

__builtins__ = BUILTINS

MAX_NAMES = 300
SHELL_NAMES = frozenset({"In", "Out", "get_ipython", "exit", "quit", "open", "display"})


class LiveSubject:
    """Answers one question: all its looks share the budget of one answer.

    `found` is the name or text that the last `find` matched; `ran_code` whether any of them ran
    code of the student's. Of the finds of a section, it gives the one numbered `pick`, from 0;
    `picked` is that one, and `choices` how many there are.
    """

    def __init__(self, running: Running) -> None:
        self._running = running
        self._budget = Budget()
        running.spies.begin_question()
        self.found: str | None = None
        self.ran_code = False
        self.pick = 0
        self.picked: Find | None = None
        self.choices = 1

    def record_calls_for(self, probe: Model) -> None:
        """Calls are recorded from here on if the probe is about calls.

        It costs the functions spied on their speed.
        """
        spies = self._running.spies
        spies.recording = not spies.idle and any(True for _ in parts_of_type(probe, Spied))

    def look(self, found: object) -> Value:
        """The object as data, read without running its own code."""
        return look(found, self._budget)

    def make(self, given: Given) -> object:
        """A fresh object from a value that the parent sent."""
        return make(given)

    def find(self, target: Target) -> Any:  # noqa: ANN401
        """The object that the target names.

        AbsentError if there is none, StudentError if the student's code raised on the way,
        ValueError for a target of a kind that is not supported.
        """
        self.found = None
        match target:
            case Variable():
                return self._variable(target)
            case Expression():
                return self._expression(target.expression)
            case Call():
                return self._call(target)
            case Displayed():
                return self._displayed(target.displayed)
            case Printed():
                return self._printed(target.printed)
            case Section():
                return self._in_section(target.section)

    def attempt(self, target: Target) -> Attempt:
        """As `find`, but what the student's code raises is handed over; absence is still raised."""
        return _attempted(lambda: self.find(target))

    def ask(self, target: Target, args: Sequence[object]) -> Attempt:
        """The function that the target calls, on these objects in place of its own arguments."""
        if not isinstance(target, Call):
            raise ValueError("only a call can be asked again")
        kwargs = {name: make(each) for name, each in target.kwargs.items()}
        return _attempted(lambda: self._run(target, args, kwargs))

    def count(self, target: Call, args: Sequence[Given]) -> tuple[Any, Work]:
        """What the function that the target calls returns for these arguments, and its work."""
        run = self._prepared(target, args)
        made, work = self._theirs(lambda: counted(run, self._running.places))
        return made, work

    def time(self, target: Call, args: Sequence[Given]) -> float:
        """The seconds of processor time that the same call takes, once."""
        run = self._prepared(target, args)
        return float(self._theirs(lambda: cpu_seconds(run)))

    def loop_time(self) -> float:
        """The seconds of processor time that one step of a plain Python loop takes here."""
        return loop_seconds()

    def has(self, name: str) -> bool:
        """Whether the program defines the name, as more than a starter's None or `...`."""
        return name in self._running.namespace and not _is_stub(self._running.namespace[name])

    def calls(self, name: str) -> tuple[CallRecord, ...]:
        """The calls of a function that the probe spies on: the program's, then this question's."""
        return tuple(map(self._afforded, self._running.spies.calls(name)))

    def read(self, path: str) -> bytes | None:
        """The file's beginning, at most 1 MiB; None if there is none in the program's folder."""
        return read_inside(self._running.work, path)

    def displays(self) -> Sequence[tuple[int, Any]]:
        """What the program displayed, in order, each with the number of its cell."""
        return tuple(self._running.displays)

    def figures(self) -> Sequence[Any]:
        """The program's matplotlib figures, in the order in which they were made."""
        return [*self._running.figures, *open_figures()]

    def _afforded(self, record: CallRecord) -> CallRecord:
        args = tuple(self.look(Snapshot(each)) for each in record.args)
        kwargs = {name: self.look(Snapshot(each)) for name, each in record.kwargs.items()}
        return record.model_copy(update={"args": args, "kwargs": kwargs})

    def _in_section(self, section: str) -> object:
        trail = self._running.trail
        finds = trail.finds(section)
        if not finds:
            raise AbsentError(section, still_stub=trail.has(section), what="section")
        self.choices = len(finds)
        self.picked = finds[min(self.pick, len(finds) - 1)]
        self.found = self.picked.name
        return self.picked.value

    def _variable(self, target: Variable) -> object:
        name = self._defined((target.variable, *target.aliases))
        self.found = name
        if target.when == "made" and name in self._running.made:
            return Snapshot(cast("Value", self._running.made[name]))
        return self._running.namespace[name]

    def _defined(self, names: Sequence[str]) -> str:
        """The first of the names that holds more than a starter's stub does."""
        namespace = self._running.namespace
        defined = [name for name in names if name in namespace]
        for name in defined:
            if not _is_stub(namespace[name]):
                return name
        if defined:
            raise AbsentError(defined[0], still_stub=True)
        raise AbsentError(names[0], names=self._names())

    def _names(self) -> tuple[tuple[str, str], ...]:
        """What the program defines, each with the name of its type."""
        known = [
            (name, type_name(type(each)))
            for name, each in tuple(self._running.namespace.items())
            if type(name) is str and not name.startswith("_") and name not in SHELL_NAMES
        ]
        return tuple((plain_text(name), kind) for name, kind in known[:MAX_NAMES])

    def _expression(self, text: str) -> object:
        for name in _free_names(text):
            if name in self._running.namespace or name not in BUILTINS:
                self._defined((name,))
        self.found = text[:200]
        code = compile(text, "<expression>", "eval")
        return self._theirs(lambda: eval(code, self._running.namespace))  # noqa: S307

    def _call(self, target: Call) -> object:
        args = [make(each) for each in target.args]
        kwargs = {name: make(each) for name, each in target.kwargs.items()}
        return self._run(target, args, kwargs)

    def _run(self, target: Call, args: Sequence[object], kwargs: dict[str, object]) -> object:
        function = self._function(target)
        return self._theirs(lambda: function(*args, **kwargs))

    def _prepared(self, target: Call, args: Sequence[Given]) -> Callable[[], object]:
        """The call on fresh arguments."""
        function = self._function(target)
        made = [make(each) for each in args]
        kwargs = {name: make(each) for name, each in target.kwargs.items()}
        return lambda: function(*made, **kwargs)

    def _function(self, target: Call) -> Any:  # noqa: ANN401
        """The first that exists; if none does, a stub among them says more than a missing one."""
        absences: list[AbsentError] = []
        for dotted in (target.call, *target.aliases):
            try:
                return self._resolved(dotted, target.constructor)
            except AbsentError as absence:
                absences.append(absence)
        raise next((each for each in absences if each.outcome.still_stub), absences[0])

    def _resolved(self, dotted: str, constructor: Constructor | None) -> Any:  # noqa: ANN401
        """The function; with `constructor`, of an object made just now of what has it."""
        root, *attributes = dotted.split(".")
        function = self._running.namespace[self._defined((root,))]
        for attribute in attributes[:-1]:
            function = self._attribute(function, attribute, dotted)
        if constructor is not None:
            function = self._constructed(function, constructor)
        for attribute in attributes[-1:]:
            function = self._attribute(function, attribute, dotted)
        self.found = dotted
        return function

    def _constructed(self, made_by: Any, constructor: Constructor) -> object:  # noqa: ANN401
        args = [make(each) for each in constructor.args]
        kwargs = {name: make(each) for name, each in constructor.kwargs.items()}
        return self._theirs(lambda: made_by(*args, **kwargs))

    def _attribute(self, owner: object, name: str, dotted: str) -> Any:  # noqa: ANN401
        try:
            return self._theirs(lambda: getattr(owner, name))
        except StudentError as error:
            if error.outcome.error.type == "AttributeError":
                raise AbsentError(dotted, names=self._names()) from error
            raise

    def _theirs(self, run: Callable[[], object]) -> Any:  # noqa: ANN401
        """What the student's code returns; StudentError for whatever it raises."""
        self.ran_code = True
        try:
            return run()
        except BaseException as error:
            told = raised(error, self._running.places)
            raise StudentError(told, lineage(error)) from error

    def _displayed(self, which: int | str) -> object:
        displays = self._running.displays
        place = len(displays) if which == "last" else int(which)
        if not 1 <= place <= len(displays):
            raise AbsentError(str(which), what="display")
        cell, value = displays[place - 1]
        self.found = f"Out[{cell}]"
        return value

    def _printed(self, which: int | str) -> str:
        texts = [each.printed for each in self._running.cells if which in ("all", each.number)]
        if not texts:
            raise AbsentError(str(which), what="print")
        return "".join(texts)


def _attempted(run: Callable[[], object]) -> Attempt:
    try:
        return Attempt(value=run())
    except StudentError as error:
        return Attempt(error=error.outcome.error, bases=error.bases)


def _is_stub(value: object) -> bool:
    return value is None or value is ...


def _free_names(text: str) -> list[str]:
    """The names that an expression reads and does not bind itself, each once, in order."""
    nodes = list(ast.walk(ast.parse(text, mode="eval")))
    bound = {node.arg for node in nodes if isinstance(node, ast.arg)}
    names = [node for node in nodes if isinstance(node, ast.Name)]
    bound |= {node.id for node in names if not isinstance(node.ctx, ast.Load)}
    return list(dict.fromkeys(node.id for node in names if node.id not in bound))
