"""The file that students are given: a module or a notebook that knows its set."""

from __future__ import annotations

import json
from typing import Any, Literal

from grader.authors.page import problem_page
from grader.authors.stubs import sections_of, stubs_of
from grader.locale import Catalogue
from grader.model.message import say
from grader.model.problem_set import ProblemSet

Kind = Literal["module", "notebook"]
ENDINGS: dict[Kind, str] = {"module": ".py", "notebook": ".ipynb"}


def starter_text(problem_set: ProblemSet, kind: Kind, catalogue: Catalogue) -> str:
    """The whole file, tasks in the catalogue's language; the same for the same set."""
    if kind == "module":
        return _module(problem_set, catalogue)
    return json.dumps(_notebook(problem_set, catalogue), ensure_ascii=False, indent=1) + "\n"


def _module(problem_set: ProblemSet, catalogue: Catalogue) -> str:
    stubs = stubs_of(problem_set)
    parts = [f"# grader: {problem_set.slug}\n{stubs.opening}\n\n# {_where(catalogue)}"]
    pairs = zip(problem_set.problems, stubs.problems, strict=True)
    for number, (problem, code) in enumerate(pairs, 1):
        page = _commented(problem_page(problem, number, catalogue))
        markers = [f"# section: {name}" for name in sections_of(problem)]
        parts.append("\n".join((page, *markers, code)).rstrip())
    return "\n\n\n".join(parts) + "\n"


def _commented(text: str) -> str:
    plain = text.replace("## ", "", 1).replace("**", "")
    return "\n".join(f"# {line}".rstrip() for line in plain.splitlines())


def _notebook(problem_set: ProblemSet, catalogue: Catalogue) -> dict[str, Any]:
    stubs = stubs_of(problem_set)
    title = f"# {catalogue.render(problem_set.title)}\n\n{_where(catalogue)}"
    cells = [_markdown(title), _code(stubs.opening)]
    pairs = zip(problem_set.problems, stubs.problems, strict=True)
    for number, (problem, code) in enumerate(pairs, 1):
        cells.append(_markdown(problem_page(problem, number, catalogue)))
        cells.append(_code(code, sections_of(problem)))
    return {
        "cells": [{"id": f"cell-{number}", **cell} for number, cell in enumerate(cells, 1)],
        "metadata": {
            "grader": {"set": problem_set.slug},
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _where(catalogue: Catalogue) -> str:
    return catalogue.render(say("Put your answers in the place of None or of the three dots."))


def _markdown(text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": text.splitlines(keepends=True)}


def _code(text: str, tags: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {"tags": list(tags)} if tags else {},
        "outputs": [],
        "source": text.splitlines(keepends=True),
    }
