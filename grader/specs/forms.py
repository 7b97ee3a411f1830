"""`set.yaml` as an author writes it: the keys and the types. The schema is made from these."""

from __future__ import annotations

from typing import Annotated, Any, get_args

from pydantic import AfterValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from grader.model.base import Model
from grader.model.message import Language, Text
from grader.model.problem_set import Follows, Slug

EMPTY_TEXT = "empty_text"
_STRING = {"type": "string", "minLength": 1}


def _not_empty(text: Text) -> Text:
    said = [text.root] if isinstance(text.root, str) else list(text.root.values())
    if not said or not all(each.strip() for each in said):
        raise PydanticCustomError(EMPTY_TEXT, "an empty text")
    return text


Written = Annotated[
    Text,
    AfterValidator(_not_empty),
    WithJsonSchema(
        {
            "anyOf": [
                _STRING,
                {
                    "type": "object",
                    "properties": dict.fromkeys(get_args(Language), _STRING),
                    "additionalProperties": False,
                    "minProperties": 1,
                },
            ]
        }
    ),
]
"""One string for everybody, or one per language."""


class ItemForm(Model):
    """The smallest graded thing: one check, its points, its title."""

    model_config = ConfigDict(title="Item")

    slug: Slug = Field(description="Its name: lowercase letters, digits, hyphens.")
    title: Written = Field(description="What the student reads in the report.")
    check: str = Field(description="The name of the check.")
    points: Annotated[float, Field(ge=0, allow_inf_nan=False)] = Field(
        1, description="What it is worth."
    )
    after: tuple[str, ...] = Field(
        (), description="Items that must pass first: `item`, or `problem/item`."
    )
    probe: dict[str, Any] = Field({}, description="What to look at. The student can read it.")
    rules: dict[str, Any] = Field({}, description="What it is held against. Stays secret.")
    hint: Written | None = Field(None, description="Shown on demand.")
    catches: tuple[str, ...] = Field(
        (), description="Wrong answers that must fail here: `wrong/name.py`."
    )
    hidden: bool = Field(False, description="Whether students see its status and points only.")
    seconds: Annotated[float, Field(gt=0, le=600, allow_inf_nan=False)] | None = Field(
        None, description="The time that its look may take, if not the usual 5 seconds."
    )
    consistent_with: Follows | None = Field(
        None, description="What a wrong answer may follow from: full points for it all the same."
    )


class ProblemForm(Model):
    """One exercise: a task, a hint, items."""

    model_config = ConfigDict(title="Problem")

    slug: Slug = Field(description="Its name: lowercase letters, digits, hyphens.")
    title: Written = Field(description="Its heading.")
    task: Written = Field(description="What the student is asked to do.")
    hint: Written | None = Field(None, description="Shown on demand.")
    expected: Written | None = Field(None, description="The expected result, in words.")
    items: Annotated[tuple[ItemForm, ...], Field(min_length=1)] = Field(
        description="What is graded, one by one."
    )


class SetForm(Model):
    """One assignment: problems with items, each item one check."""

    model_config = ConfigDict(title="A problem set (set.yaml)")

    slug: Slug = Field(description="Its name: lowercase letters, digits, hyphens.")
    title: Written = Field(description="Its heading.")
    description: Written | None = Field(None, description="What it is about.")
    problems: Annotated[tuple[ProblemForm, ...], Field(min_length=1)] = Field(
        description="The exercises, in the order in which they are shown."
    )
