"""A notebook's text to its code cells.

nbformat 4 is read from its JSON directly: our caps and the places in messages need the JSON, and
for that version nbformat would do nothing but validate, at 80 ms for its import. nbformat 3 is
upgraded by the nbformat library.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from grader.errors import SubmissionError
from grader.model.message import Message, say
from grader.model.submission import Cell, Span
from grader.sources.caps import MAX_CELLS, MAX_COUNT
from grader.sources.sections import headings_above
from grader.sources.text import with_plain_line_ends

Tree = Any


class Notebook(NamedTuple):
    """Code cells, numbered from one, and the notebook's own metadata."""

    cells: tuple[Cell, ...]
    metadata: dict[str, Tree]


def looks_like_notebook(text: str) -> bool:
    """Whether a `.py` file is really a notebook's JSON, even if it is damaged."""
    return text.lstrip().startswith("{") and ('"cell_type"' in text or '"nbformat"' in text)


def read_notebook(text: str, file: str) -> Notebook:
    """The notebook; SubmissionError if it is none, is empty of code, or is beyond the caps."""
    tree = _tree(text, file)
    version = _version(tree, file)
    raw = _cells_of_3(tree, file) if version == 3 else _list(tree, "cells", file)
    if len(raw) > MAX_CELLS:
        raise _too_many(len(raw), file)
    _check_kinds(raw, file)
    code = [each for each in raw if each["cell_type"] == "code"]
    if not code:
        raise _no_code(file)
    upgraded = _upgraded(code) if version == 3 else code
    metadata = tree.get("metadata")
    above = headings_above(raw)
    cells = tuple(
        _cell(each, number, file, names)
        for number, (each, names) in enumerate(zip(upgraded, above, strict=True), 1)
    )
    return Notebook(cells, metadata if isinstance(metadata, dict) else {})


def _tree(text: str, file: str) -> Tree:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise _not_json(file, error) from error
    except RecursionError as error:
        raise _not_notebook(file, say("it is nested too deeply")) from error
    except ValueError as error:
        raise _not_notebook(file, say("it holds a number of thousands of digits")) from error


def _version(tree: Tree, file: str) -> int:
    if not isinstance(tree, dict):
        raise _not_notebook(file, say("it is JSON, but not an object with `cells`"))
    version = tree.get("nbformat")
    if type(version) is not int:
        raise _not_notebook(file, say("it is JSON, but has no number `nbformat`"))
    if version not in (3, 4):
        raise SubmissionError(
            say(
                "{file} is a notebook of format {version}, and formats 3 and 4 are read;"
                " open it in Jupyter and save it again",
                file=file,
                version=str(version)[:20],
            )
        )
    return version


def _list(tree: dict[str, Tree], key: str, file: str) -> list[Tree]:
    value = tree.get(key)
    if not isinstance(value, list):
        raise _not_notebook(file, say("its `{key}` is not a list", key=key))
    return value


def _cells_of_3(tree: dict[str, Tree], file: str) -> list[Tree]:
    cells: list[Tree] = []
    for sheet in _list(tree, "worksheets", file):
        if not isinstance(sheet, dict):
            raise _not_notebook(file, say("one of its `worksheets` is not an object"))
        cells += _list(sheet, "cells", file)
    return cells


def _check_kinds(raw: list[Tree], file: str) -> None:
    for index, cell in enumerate(raw, 1):
        if not isinstance(cell, dict) or not isinstance(cell.get("cell_type"), str):
            raise _not_notebook(file, say("entry {index} of its `cells` is no cell", index=index))


def _upgraded(code: list[dict[str, Tree]]) -> list[Tree]:
    """Format 3 cells as format 4. Only what is read here is given to the library."""
    from nbformat import convert, from_dict

    sheet = {"cells": [_lean(each) for each in code], "metadata": {}}
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}, "worksheets": [sheet]}
    return list(convert(from_dict(old), 4)["cells"])  # type: ignore[no-untyped-call]


def _lean(cell: dict[str, Tree]) -> dict[str, Tree]:
    count = _count(cell.get("prompt_number"))
    given = {} if count is None else {"prompt_number": count}
    fixed = {"cell_type": "code", "language": "python", "metadata": {}, "outputs": []}
    return {**fixed, "input": cell.get("input"), **given}


def _cell(cell: dict[str, Tree], number: int, file: str, names: tuple[str, ...]) -> Cell:
    source = cell.get("source")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        raise _bad_cell(file, number, say("its `source` is neither text nor lines of text"))
    if not _is_unicode(source):
        raise _bad_cell(file, number, say("it holds half of a character"))
    count = _count(cell.get("execution_count"))
    return Cell(
        number=number,
        source=with_plain_line_ends(source),
        execution_count=count,
        sections=tuple(Span(name=name) for name in names),
    )


def _count(value: Tree) -> int | None:
    return value if type(value) is int and 0 < value < MAX_COUNT else None


def _is_unicode(text: str) -> bool:
    return not any("\ud800" <= each <= "\udfff" for each in text)


def _not_json(file: str, error: json.JSONDecodeError) -> SubmissionError:
    return SubmissionError(
        say(
            "{file}, line {line}, column {column}: this is not JSON, which a notebook is made of"
            " ({why}); save or download the notebook again, or name a Python file .py",
            file=file,
            line=error.lineno,
            column=error.colno,
            why=error.msg,
        )
    )


def _not_notebook(file: str, why: Message) -> SubmissionError:
    return SubmissionError(
        say(
            "{file}, line 1, column 1: this is not a notebook: {why};"
            " save or download the notebook again from Jupyter or Colab",
            file=file,
            why=why,
        )
    )


def _bad_cell(file: str, number: int, why: Message) -> SubmissionError:
    return SubmissionError(
        say(
            "{file}, cell {cell}: {why};"
            " open the notebook in Jupyter, put that cell right and save it",
            file=file,
            cell=number,
            why=why,
        )
    )


def _too_many(count: int, file: str) -> SubmissionError:
    return SubmissionError(
        say(
            "{file} has {count} cells, and at most {most} are read;"
            " hand in a notebook with the exercises only",
            file=file,
            count=count,
            most=MAX_CELLS,
        )
    )


def _no_code(file: str) -> SubmissionError:
    return SubmissionError(
        say(
            "{file} has no code cell, so there is nothing to grade;"
            " write your answers in code cells and save the notebook",
            file=file,
        )
    )
