"""The JSON Schema of `set.yaml`, with which an editor completes and checks it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from pydantic.json_schema import models_json_schema

from grader.checkers import all_checkers
from grader.checkers.base import AnyChecker
from grader.specs.forms import ItemForm, SetForm

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
VARIABLE = {"$ref": "#/$defs/Variable"}


def schema(own: Mapping[str, AnyChecker] = MappingProxyType({})) -> Schema:
    """One schema for all checks: which one an item names decides its probe and rules.

    `own` are further checks: those of one set.
    """
    checkers = {**all_checkers(), **own}
    forms = [record for each in checkers.values() for record in (each.Probe, each.Rules)]
    inputs: list[Any] = [(form, "validation") for form in (SetForm, ItemForm, *forms)]
    references, whole = models_json_schema(inputs)
    definitions = whole["$defs"]
    item = definitions[_name(references[ItemForm, "validation"])]
    item["properties"]["check"]["enum"] = list(checkers)
    item["allOf"] = [
        _depending(
            name,
            references[checker.Probe, "validation"],
            references[checker.Rules, "validation"],
            needs_probe=_required(checker.Probe),
        )
        for name, checker in checkers.items()
    ]
    top: Schema = definitions.pop(_name(references[SetForm, "validation"]))
    _allow_names(definitions)
    return {"$schema": DIALECT, **top, "$defs": definitions}


def schema_line(where: str) -> str:
    """The first line of a `set.yaml`, by which an editor finds the schema: a path or address."""
    return f"# yaml-language-server: $schema={where}"


def _name(reference: Schema) -> str:
    return str(reference["$ref"]).removeprefix("#/$defs/")


def _required(form: Any) -> bool:  # noqa: ANN401
    return any(field.is_required() for field in form.model_fields.values())


def _depending(name: str, probe: Schema, rules: Schema, *, needs_probe: bool) -> Schema:
    then: Schema = {"properties": {"probe": probe, "rules": rules}}
    if needs_probe:
        then["required"] = ["probe"]
    return {"if": {"properties": {"check": {"const": name}}, "required": ["check"]}, "then": then}


def _allow_names(node: Any) -> None:  # noqa: ANN401
    """Adds a variable's plain name wherever a target may stand; the models accept it unseen."""
    if isinstance(node, dict):
        choices = node.get("oneOf", ())
        if VARIABLE in choices:
            choices.append({"type": "string", "description": "The name of a variable."})
        node = list(node.values())
    if isinstance(node, list):
        for part in node:
            _allow_names(part)
