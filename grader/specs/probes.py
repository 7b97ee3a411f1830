"""Each item's probe and rules as the records of its checker."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator

from pydantic import ValidationError

import grader.checkers
from grader.checkers import checker_named
from grader.checkers.base import NOT_CHECKS
from grader.model.base import Model
from grader.model.message import say
from grader.model.targets import Expression, Recipe, Section
from grader.model.walk import Path, parts
from grader.specs.explain import Wrong, explain
from grader.specs.probe_faults import faults_in
from grader.specs.tree import Node
from grader.specs.unknown import unknown

Records = tuple[Model, Model]
"""An item's probe and its rules."""


def check_names() -> tuple[str, ...]:
    """The names of all checks, found without importing them."""
    found = (module.name for module in pkgutil.iter_modules(grader.checkers.__path__))
    return tuple(sorted(name for name in found if name not in NOT_CHECKS))


def records_of(item: Node) -> Iterator[Wrong | Records]:
    """What is wrong with an item's check, probe and rules; or the two records."""
    name = item.text("check")
    if name is None:
        return
    if name not in check_names():
        yield Wrong(
            ("check",), unknown(say("check"), name, check_names()), item.nearest(("check",))
        )
        return
    checker = checker_named(name)
    made: list[Model] = []
    for key, form in (("probe", checker.Probe), ("rules", checker.Rules)):
        for found in _record(item, key, form):
            if isinstance(found, Wrong):
                yield Wrong((key, *found.path), found.what, found.mark)
            else:
                made.append(found)
    if len(made) == 2:
        yield made[0], made[1]


def _record(item: Node, key: str, form: type[Model]) -> Iterator[Wrong | Model]:
    node = item.get(key) or Node({}, item.line, item.column)
    if not isinstance(node.value, dict):
        return
    record, wrong = _validated(node, form)
    if key == "probe":
        inside = _salvaged(node) if record is None else parts(record)
        wrong += [Wrong(path, what, node.nearest(path)) for path, what in faults_in(inside)]
    yield from wrong
    if record is not None and not wrong:
        yield record


def _validated(node: Node, form: type[Model]) -> tuple[Model | None, list[Wrong]]:
    try:
        return form.model_validate(node.plain()), []
    except ValidationError as error:
        return None, list(explain(error, form, node))


def _salvaged(node: Node) -> Iterator[tuple[Path, Model]]:
    """The sound parts of a probe that is not sound as a whole, so that all its faults are told."""
    for path, mapping in node.mappings():
        for form in (Recipe, Section, Expression):
            record, _ = _validated(mapping, form) if mapping.value else (None, [])
            if record is not None:
                yield path, record
