"""Each item's probe and rules as the records of its checker."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from pydantic import ValidationError

import grader.checkers
from grader.checkers import checker_named
from grader.checkers.base import NOT_CHECKS, AnyChecker
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


def records_of(
    item: Node, own: Mapping[str, AnyChecker] | None = MappingProxyType({})
) -> Iterator[Wrong | Records]:
    """What is wrong with an item's check, probe and rules; or the two records.

    `own` are the set's own checks; None if they cannot be had, and the name of one be known.
    """
    name = item.text("check")
    if name is None:
        return
    names = (*check_names(), *(own or ()))
    if name not in names:
        if own is not None:
            yield Wrong(("check",), unknown(say("check"), name, names), item.nearest(("check",)))
        return
    checker = own[name] if own and name in own else checker_named(name)
    made: list[Model] = []
    for key, form in (("probe", checker.Probe), ("rules", checker.Rules)):
        for found in _record(item, key, form):
            if isinstance(found, Wrong):
                yield Wrong((key, *found.path), found.what, found.mark)
            else:
                made.append(found)
    if len(made) == 2:
        yield _agreed(checker, (made[0], made[1]), item)


def _agreed(checker: AnyChecker, records: Records, item: Node) -> Wrong | Records:
    agree = getattr(checker, "agree", None)
    try:
        if agree is not None:
            agree(*records)
    except ValueError as error:
        return Wrong(("rules",), error.args[0], item.nearest(("rules",)))
    return records


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
