"""A path to a submission."""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
from collections.abc import Iterable
from typing import NamedTuple

from grader.errors import SubmissionError
from grader.model.message import Message, say
from grader.model.submission import Cell, HelperFile, Kind, Program, Submission
from grader.sources.beside import imported_beside
from grader.sources.caps import MAX_CODE, MAX_FILE, MAX_SET_NAME
from grader.sources.files import read_regular, shown, state_of
from grader.sources.folder import PROGRAMS, Beside, helpers_in, submission_in
from grader.sources.names import bindings
from grader.sources.notebook import Notebook, looks_like_notebook, read_notebook
from grader.sources.sections import with_markers
from grader.sources.text import text_of
from grader.syntax.trees import trees_of

DECLARES = re.compile(r"\s*#\s*grader\s*:\s*(\S+)\s*")
DECLARED_WITHIN = 30


def read_submission(path: str | os.PathLike[str], *, alone: bool = False) -> Submission:
    """What is handed in at `path`: a `.py`, a `.ipynb`, or a folder that holds one of them.

    Of a folder, modules and small data files beside the submission come along as helpers; of a
    single file, only the sibling modules that it imports, and not even those if it is `alone`: its
    siblings are other students'. Nothing is executed, no link is followed, and everything has a
    cap. SubmissionError for whatever cannot be read.
    """
    given = os.fspath(path)
    return _from_folder(given) if _is_folder(given) else _from_file(given, alone)


def read_program(path: str | os.PathLike[str]) -> Program:
    """The program alone, as `read_submission` reads it; SubmissionError for what it refuses."""
    given = os.fspath(path)
    if _is_folder(given):
        given = os.path.join(given, submission_in(given))
    return _read_main(given).program


def _is_folder(path: str) -> bool:
    state = state_of(path)
    if isinstance(state, Message):
        raise _unreadable(path, state)
    return stat.S_ISDIR(state.st_mode)


def _from_folder(folder: str) -> Submission:
    name = submission_in(folder)
    main = _read_main(os.path.join(folder, name))
    return _submission(main, helpers_in(folder, name), folder)


def _from_file(file: str, alone: bool) -> Submission:
    main = _read_main(file)
    if alone:
        return _submission(main, Beside((), ()), file)
    beside = imported_beside(os.path.dirname(file), os.path.basename(file), trees_of(main.program))
    return _submission(main, beside, file)


class _Main(NamedTuple):
    data: bytes
    program: Program
    metadata: dict[str, object]


def _read_main(file: str) -> _Main:
    data = read_regular(file, MAX_FILE)
    if isinstance(data, Message):
        raise _unreadable(file, data)
    if not file.lower().endswith(PROGRAMS):
        raise _neither(file)
    text = text_of(data, shown(file))
    if not text.strip():
        raise _empty(file)
    is_notebook = file.lower().endswith(".ipynb") or looks_like_notebook(text)
    cells, metadata = read_notebook(text, shown(file)) if is_notebook else _module(text)
    if sum(map(_travelling_size, cells)) > MAX_CODE:
        raise _too_much_code(file)
    kind: Kind = "notebook" if is_notebook else "module"
    written = Program(kind=kind, name=shown(os.path.basename(file)), cells=cells)
    program = with_markers(written)
    return _Main(data, program, metadata)


def _module(text: str) -> Notebook:
    return Notebook((Cell(number=1, source=text),), {})


def _travelling_size(cell: Cell) -> int:
    return len(json.dumps(cell.source, ensure_ascii=False).encode())


def _submission(main: _Main, beside: Beside, given: str) -> Submission:
    program = main.program
    file = HelperFile(path=program.name, data=main.data)
    return Submission(
        path=shown(given),
        program=program,
        main=file,
        helpers=beside.helpers,
        left_out=beside.left_out,
        digest=_digest([file, *beside.helpers]),
        declared_set=_declared_set(main.metadata, program.cells[0].source),
        bindings=bindings(trees_of(program)),
        ran_out_of_order=_out_of_order(program.cells),
    )


def _declared_set(metadata: dict[str, object], first_source: str) -> str | None:
    ours = metadata.get("grader")
    named = ours.get("set") if isinstance(ours, dict) else None
    if isinstance(named, str) and named.isprintable():
        return named.strip()[:MAX_SET_NAME] or None
    lines = first_source.split("\n", DECLARED_WITHIN)[:DECLARED_WITHIN]
    found = next(filter(None, map(DECLARES.fullmatch, lines)), None)
    return found[1][:MAX_SET_NAME] if found else None


def _out_of_order(cells: tuple[Cell, ...]) -> tuple[int, int] | None:
    """The first cell that was run before one above it, and the first such one above it."""
    ran = [(cell.number, cell.execution_count) for cell in cells]
    counted = [(number, count) for number, count in ran if count is not None]
    latest = 0
    for later, count in counted:
        if count < latest:
            return next((earlier, later) for earlier, other in counted if other > count)
        latest = max(latest, count)
    return None


def _digest(files: Iterable[HelperFile]) -> str:
    """SHA-256 over paths and bytes in the order of the paths, each after its length."""
    total = hashlib.sha256()
    for path, data in sorted((each.path.encode(), each.data) for each in files):
        for part in (path, data):
            total.update(len(part).to_bytes(8, "little") + part)
    return total.hexdigest()


def _unreadable(file: str, why: Message) -> SubmissionError:
    return SubmissionError(say("{file}: {why}", file=shown(file), why=why))


def _neither(file: str) -> SubmissionError:
    return SubmissionError(
        say(
            "{file} is neither a Python file (.py) nor a notebook (.ipynb);"
            " hand in one of those, or rename it if it is one",
            file=shown(file),
        )
    )


def _empty(file: str) -> SubmissionError:
    return SubmissionError(
        say(
            "{file} is empty; save your work in it, or give the file that holds it",
            file=shown(file),
        )
    )


def _too_much_code(file: str) -> SubmissionError:
    return SubmissionError(
        say(
            "{file} holds more than {kilobytes} kB of code;"
            " hand in the exercises only, and keep data in files of their own",
            file=shown(file),
            kilobytes=MAX_CODE // 1000,
        )
    )
