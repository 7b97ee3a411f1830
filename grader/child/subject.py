"""The student's program once it has run, as checkers ask it for objects."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import Any, cast

from grader.child.budget import Budget
from grader.child.builtin_copy import BUILTINS
from grader.child.look import Snapshot, look
from grader.child.make import make
from grader.child.outcomes import AbsentError, StudentError
from grader.child.programs import Running
from grader.child.raised import raised
from grader.child.typenames import plain_text, type_name
from grader.model.targets import (
    Call,
    Displayed,
    Expression,
    Given,
    Printed,
    Section,
    Target,
    Variable,
)
from grader.model.values import Value

__builtins__ = BUILTINS

MAX_NAMES = 300
SHELL_NAMES = frozenset({"In", "Out", "get_ipython", "exit", "quit", "open", "display"})


class LiveSubject:
    """Answers one question: all its looks share the budget of one answer.

    `found` is the name or text that the last `find` matched; `ran_code` whether any of them ran
    code of the student's.
    """

    def __init__(self, running: Running) -> None:
        self._running = running
        self._budget = Budget()
        self.found: str | None = None
        self.ran_code = False

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
                raise ValueError("a section of a notebook is not supported as a target")

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
        function = self._function((target.call, *target.aliases))
        args = [make(each) for each in target.args]
        kwargs = {name: make(each) for name, each in target.kwargs.items()}
        return self._theirs(lambda: function(*args, **kwargs))

    def _function(self, dotted_names: Sequence[str]) -> Any:  # noqa: ANN401
        """The first that exists; if none does, a stub among them says more than a missing one."""
        absences: list[AbsentError] = []
        for dotted in dotted_names:
            try:
                return self._resolved(dotted)
            except AbsentError as absence:
                absences.append(absence)
        raise next((each for each in absences if each.outcome.still_stub), absences[0])

    def _resolved(self, dotted: str) -> Any:  # noqa: ANN401
        root, *attributes = dotted.split(".")
        function = self._running.namespace[self._defined((root,))]
        for attribute in attributes:
            function = self._attribute(function, attribute, dotted)
        self.found = dotted
        return function

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
            raise StudentError(raised(error, self._running.places)) from error

    def _displayed(self, which: int | str) -> object:
        displays = self._running.displays
        place = len(displays) if which == "last" else int(which)
        if not 1 <= place <= len(displays):
            raise AbsentError("displayed")
        cell, value = displays[place - 1]
        self.found = f"Out[{cell}]"
        return value

    def _printed(self, which: int | str) -> str:
        texts = [each.printed for each in self._running.cells if which in ("all", each.number)]
        if not texts:
            raise AbsentError("printed")
        return "".join(texts)


def _is_stub(value: object) -> bool:
    return value is None or value is ...


def _free_names(text: str) -> list[str]:
    """The names that an expression reads and does not bind itself, each once, in order."""
    nodes = list(ast.walk(ast.parse(text, mode="eval")))
    bound = {node.arg for node in nodes if isinstance(node, ast.arg)}
    names = [node for node in nodes if isinstance(node, ast.Name)]
    bound |= {node.id for node in names if not isinstance(node.ctx, ast.Load)}
    return list(dict.fromkeys(node.id for node in names if node.id not in bound))
