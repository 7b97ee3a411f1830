"""What a look brought back, when it is not a value to judge, as a verdict."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from grader.grading.words import ended
from grader.model.exceptions import raised
from grader.model.message import Message, say
from grader.model.places import where
from grader.model.run import Absent, CellEvidence, Ended, Failed, Limits, Outcome, Place, Ran
from grader.model.submission import Binding, Submission
from grader.model.verdict import Verdict, failed
from grader.nearest import nearest
from grader.runner.session import Lost
from grader.sources.scopes import local_in
from grader.sources.stubs import empty_functions

STUB = re.compile(r"=\s*(None|\.\.\.)\s*([#;].*)?$")
SYNTAX_ERRORS = frozenset({"SyntaxError", "IndentationError", "TabError"})


@dataclass(frozen=True)
class Case:
    """All that is known of one submission's run when an item needs explaining.

    `asked` are the names that the set asks for: none of them is a misspelling of another.
    """

    submission: Submission
    limits: Limits
    ran: Ran | None
    lost: tuple[Lost, ...]
    asked: frozenset[str] = frozenset()

    @cached_property
    def empty_functions(self) -> frozenset[str]:
        """Functions of which the program has only the head."""
        return empty_functions(self.submission.program)

    @property
    def is_notebook(self) -> bool:
        """Whether places are cells."""
        return self.submission.program.kind == "notebook"

    def place(self, cell: int, line: int) -> Place:
        """A place in the submission's own file."""
        return Place(cell=cell, line=line) if self.is_notebook else Place(line=line)

    def evidence(self, cell: int) -> CellEvidence | None:
        """What is known of that cell's run."""
        cells = self.ran.cells if self.ran else ()
        return next((each for each in cells if each.number == cell), None)


def not_seen(outcome: Outcome | Ended, case: Case, seconds: float | None = None) -> Verdict:
    """The verdict where there was nothing to judge; `seconds` is the time that the look had."""
    match outcome:
        case Absent():
            return _absent(outcome, case)
        case Failed():
            return Verdict(status="error", message=raised(outcome.error))
        case Ended():
            return _ended(outcome, case, seconds or case.limits.question_seconds)
        case _:
            return Verdict(
                status="error",
                message=say("The answer could not be looked at. Is it an ordinary value?"),
                staff_note=getattr(outcome, "why", None),
            )


def _ended(how: Ended, case: Case, seconds: float) -> Verdict:
    if case.ran is None and case.lost:
        return Verdict(status="error", message=_lost(case.lost[-1], case), staff_note=how.detail)
    message = say(
        "While this answer was checked, {what}",
        what=ended(how, seconds, case.limits),
    )
    return Verdict(status="error", message=message, staff_note=how.detail or None)


def _absent(absent: Absent, case: Case) -> Verdict:
    name = absent.name
    if absent.what != "name":
        return Verdict(status="not_attempted", message=_nothing_there(absent))
    if absent.still_stub:
        return _none(name, case)
    stopped = _why_never_bound(name, case)
    if stopped is not None:
        return Verdict(
            status="error",
            message=say("`{name}` was never set: {why}", name=name, why=stopped),
        )
    return Verdict(status="not_attempted", message=_missing(absent, case))


def _nothing_there(absent: Absent) -> Message:
    if absent.what == "display":
        return say(
            "Nothing is displayed. End the cell with your answer on a line of its own, or use "
            "display(...)."
        )
    if absent.what == "print":
        return say("There is no cell {number} that could print anything.", number=absent.name)
    if absent.still_stub:
        return say(
            "There is no answer in the section “{section}” yet: nothing is assigned, displayed or "
            "printed there.",
            section=absent.name,
        )
    return say(
        "There is no section “{section}”. Keep the headings that the exercise came with.",
        section=absent.name,
    )


def _none(name: str, case: Case) -> Verdict:
    """The starter's None or `...`; or a None that the student's own code came to."""
    bindings = _bindings(name, case)
    if not bindings or STUB.search(_line(bindings[-1], case)):
        return Verdict(
            status="not_attempted",
            message=say("`{name}` still has no value. Put your answer in its place.", name=name),
        )
    return failed(
        say(
            "`{name}` became None at {where}. print(...) and functions without return give None; "
            "set `{name}` to the value itself.",
            name=name,
            where=where(case.place(bindings[-1].cell, bindings[-1].line)),
        )
    )


def _line(binding: Binding, case: Case) -> str:
    cells = (each for each in case.submission.program.cells if each.number == binding.cell)
    lines = [line for cell in cells for line in cell.source.splitlines()]
    return lines[binding.line - 1] if binding.line <= len(lines) else ""


def _why_never_bound(name: str, case: Case) -> Message | None:
    """The error or the loss that kept the program from binding the name, if there is one."""
    for binding in _bindings(name, case):
        for lost in case.lost:
            if _lies_in(binding, lost, case):
                return _lost(lost, case)
        evidence = case.evidence(binding.cell)
        if evidence is not None and evidence.error is not None:
            return raised(evidence.error)
    return _unparsed(name, case)


def _lies_in(binding: Binding, lost: Lost, case: Case) -> bool:
    if case.is_notebook:
        return binding.cell == lost.step.cell
    return binding.line >= lost.step.line


def _lost(lost: Lost, case: Case) -> Message:
    place = case.place(lost.step.cell, lost.step.line)
    return say(
        "{where}: {what}",
        where=where(place),
        what=ended(lost.ended, case.limits.program_seconds, case.limits),
    )


def _unparsed(name: str, case: Case) -> Message | None:
    """The syntax error of a piece that mentions the name, or of the module: nothing of it ran."""
    for cell in case.submission.program.cells:
        evidence = case.evidence(cell.number)
        error = evidence.error if evidence else None
        if error is None or error.type not in SYNTAX_ERRORS:
            continue
        if not case.is_notebook or re.search(rf"\b{re.escape(name)}\b", cell.source):
            return raised(error)
    return None


def _bindings(name: str, case: Case) -> list[Binding]:
    return [each for each in case.submission.bindings if each.name == name]


def _missing(absent: Absent, case: Case) -> Message:
    name = absent.name
    bindings = _bindings(name, case)
    if bindings:
        place = where(case.place(bindings[-1].cell, bindings[-1].line))
        return say(
            "`{name}` is written at {where}, but at the end it is not there. Is that code inside "
            "an `if` that did not run, or was `{name}` deleted afterwards?",
            name=name,
            where=place,
        )
    local = local_in(case.submission.program, name)
    if local is not None:
        return say(
            "`{name}` is set only inside the function {function} ({where}), and is not seen "
            "outside of it. Return it, call the function, and set `{name}` to the result.",
            name=name,
            function=local.function,
            where=where(case.place(local.binding.cell, local.binding.line)),
        )
    types = {found: kind for found, kind in absent.names if found not in case.asked}
    owner, dot, attribute = name.rpartition(".")
    if dot and owner in types:
        return say(
            "`{owner}` has no `{name}`. Define it under exactly that name.",
            owner=owner,
            name=attribute,
        )
    near = nearest(name, types)
    if near is None:
        return say("There is no `{name}`. Give your answer exactly that name.", name=name)
    return say(
        "There is no `{name}`. Did you mean `{near}` ({type})? Give it exactly that name.",
        name=name,
        near=near,
        type=types[near],
    )
