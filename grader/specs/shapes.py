"""Which keys a record has at some place within it, for the nearest known key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, RootModel

from grader.model.targets import Given, Recipe

Record = type[BaseModel]


def keys_at(form: Record, location: Sequence[str | int]) -> tuple[str, ...]:
    """The keys of the records that may stand at a location as pydantic's errors give it.

    Such a location has, beside keys and numbers, a label for each choice within a union: the tag,
    which here is the name of a field, or the record's name.
    """
    records: list[Record] = [form]
    for step in location:
        if isinstance(step, str):
            records = _below(records, step)
    return tuple(dict.fromkeys(name for record in records for name in record.model_fields))


def _below(records: list[Record], step: str) -> list[Record]:
    named = [record for record in records if record.__name__ == step]
    if named:
        return named
    having = [record for record in records if step in record.model_fields]
    if len(records) > 1 or not having:
        return having or records
    return list(dict.fromkeys(_records(having[0].model_fields[step].annotation)))


def _records(annotation: Any) -> Iterator[Record]:  # noqa: ANN401
    """The records that the annotation mentions, in unions, tuples and dicts.

    Of what a `Given` may be, an author writes only recipes.
    """
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if not issubclass(annotation, RootModel):
            yield annotation
    elif annotation is Given:
        yield Recipe
    elif get_origin(annotation) is Annotated:
        yield from _records(get_args(annotation)[0])
    else:
        for part in get_args(annotation):
            yield from _records(part)
