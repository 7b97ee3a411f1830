"""A set's own `checks.py`: further checks, in the form of ours. Its code is its author's.

It is run on the trusted side, for the records and `judge`; and in the child, for `observe`.
"""

from __future__ import annotations

import hashlib
import re
import sys
import traceback
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType, ModuleType

from grader.checkers.base import AnyChecker, Checker, SourceChecker, checker_named
from grader.model.message import Message, say
from grader.model.problem_set import Item, OwnChecks

EXPORTED = "checkers"
NAME = re.compile(r"[a-z][a-z0-9_]*")


class OwnChecksError(Exception):
    """The file cannot be used: why, and the line, if it is about one."""

    def __init__(self, what: Message, line: int = 1) -> None:
        super().__init__(str(what))
        self.what = what
        self.line = line


def checker_of(item: Item) -> AnyChecker:
    """The item's checker: of its set's own, if it is one of those."""
    return checker_in(item.check, item.own)


def checker_in(name: str, own: OwnChecks | None) -> AnyChecker:
    """The checker of that name, the set's own first."""
    if own is not None and name in (found := own_checkers(own)):
        return found[name]
    return checker_named(name)


@cache
def own_checkers(own: OwnChecks) -> Mapping[str, AnyChecker]:
    """What the file exports as `checkers`; it is run once in this process. OwnChecksError."""
    exported = _run(own).get(EXPORTED)
    if not isinstance(exported, dict):
        raise OwnChecksError(
            say("It must define {name}: a dict of checks by their names.", name=EXPORTED)
        )
    for name, checker in exported.items():
        if not isinstance(name, str) or not NAME.fullmatch(name):
            raise OwnChecksError(
                say("“{name}” cannot be a check's name: use a–z, 0–9 and _.", name=str(name))
            )
        if not isinstance(checker, Checker | SourceChecker):
            raise OwnChecksError(say("`{name}` is not a Checker.", name=name))
    return MappingProxyType(dict(exported))


def _run(own: OwnChecks) -> dict[str, object]:
    """The file's names. While it runs it is a module, so that annotations can be resolved."""
    name = f"grader_checks_{hashlib.sha256(own.source.encode()).hexdigest()[:16]}"
    module = ModuleType(name)
    module.__file__ = own.file
    sys.modules[name] = module
    try:
        exec(compile(own.source, own.file, "exec"), module.__dict__)  # noqa: S102  the author's code
    except Exception as error:
        raise OwnChecksError(
            say("Running it raised {error}", error=_said(error)), line_in(error, own.file) or 1
        ) from error
    finally:
        del sys.modules[name]
    return vars(module)


def line_in(error: BaseException, file: str) -> int | None:
    """The deepest line of the file that the error went through."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == file]
    return lines[-1] if lines else None


def raised_by(error: BaseException, file: str) -> bool:
    """Whether the file's own code raised it, rather than something that it called."""
    frames = traceback.extract_tb(error.__traceback__)
    return bool(frames) and frames[-1].filename == file


def told(error: BaseException, own: OwnChecks | None) -> str | None:
    """The error with its file and line, if it went through the set's own checks."""
    line = None if own is None else line_in(error, own.file)
    if own is None or line is None:
        return None
    return f"{own.file}, line {line}: {_said(error)}"


def _said(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"[:500]
