"""A folder → a problem set, or every mistake in it."""

from __future__ import annotations

import os
from typing import Any

from pydantic import ValidationError

from grader.model.problem_set import Item, OwnChecks, Problem, ProblemSet
from grader.specs.explain import Wrong, explain
from grader.specs.files import REFERENCE, SPEC, STARTER, Folder, uncaught
from grader.specs.follows import wrong_follows
from grader.specs.forms import ItemForm, ProblemForm, SetForm
from grader.specs.mistakes import Mistakes
from grader.specs.names import wrong_names
from grader.specs.own import Own, own_checks
from grader.specs.probes import Records, records_of
from grader.specs.reading import read_yaml
from grader.specs.tree import Node

AllRecords = dict[tuple[int, int], Records]


def load_set(folder: str | os.PathLike[str]) -> ProblemSet:
    """The problem set in that folder; SpecError with every mistake if it has any."""
    path = os.fspath(folder)
    mistakes = Mistakes(path)
    files = Folder(path, mistakes)
    checks, own = own_checks(files, mistakes)
    form, records = _read(files, mistakes, own)
    reference = files.python(REFERENCE)
    starter = files.python(STARTER) if files.has(STARTER) else None
    mistakes.raise_any()
    assert form is not None
    assert reference is not None
    return ProblemSet(
        **_same(form, "problems"),
        problems=tuple(_problem(p, each, records, checks) for p, each in enumerate(form.problems)),
        folder=path,
        digest=files.digest(),
        reference=reference,
        starter=starter,
        checks=checks,
    )


def _read(files: Folder, mistakes: Mistakes, own: Own | None) -> tuple[SetForm | None, AllRecords]:
    """The spec and its items' records, as far as they can be had; the rest goes to `mistakes`."""
    file = files.file(SPEC)
    text = files.text(SPEC)
    root = None if text is None else read_yaml(text, file, mistakes)
    if root is None:
        return None, {}
    form: SetForm | None = None
    wrong: list[Wrong] = []
    try:
        form = SetForm.model_validate(root.plain())
    except ValidationError as error:
        wrong.extend(explain(error, SetForm, root))
    records = _records(root, wrong, own)
    wrong.extend((*wrong_names(root), *wrong_follows(root)))
    wrong.extend(uncaught(root, files.wrong_answers()))
    for each in wrong:
        mistakes.add(file, each.what, each.mark, each.path)
    return form, records


def _records(root: Node, wrong: list[Wrong], own: Own | None) -> AllRecords:
    records: AllRecords = {}
    for p, problem in root.entries("problems"):
        for i, item in problem.entries("items"):
            for found in records_of(item, own):
                if isinstance(found, Wrong):
                    path = ("problems", p, "items", i, *found.path)
                    wrong.append(Wrong(path, found.what, found.mark))
                else:
                    records[p, i] = found
    return records


def _problem(p: int, form: ProblemForm, records: AllRecords, checks: OwnChecks | None) -> Problem:
    items = tuple(_item(each, records[p, i], checks) for i, each in enumerate(form.items))
    return Problem(**_same(form, "items"), items=items)


def _item(form: ItemForm, records: Records, checks: OwnChecks | None) -> Item:
    probe, rules = records
    return Item(**_same(form, "probe", "rules"), probe=probe, rules=rules, own=checks)


def _same(form: SetForm | ProblemForm | ItemForm, *less: str) -> dict[str, Any]:
    """What the form and the record have in common."""
    return {name: value for name, value in form if name not in less}
