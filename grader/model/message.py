"""Words for people: a message that waits for its language, and an author's text in several."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from pydantic import ConfigDict, Field, RootModel

from grader.model.base import Model

Language = Literal["en", "ko"]
PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


class Text(RootModel[str | dict[Language, str]]):
    """What an author wrote: one string for everybody, or one per language."""

    model_config = ConfigDict(frozen=True, strict=True)

    def said_in(self, language: Language) -> str:
        """The text in that language, else in the first language that it has."""
        if isinstance(self.root, str):
            return self.root
        return self.root.get(language) or next(iter(self.root.values()), "")


class Message(Model):
    """A sentence of ours: its English template, which is also the catalogues' key, and its values.

    `plural` and `count` are given together: the template for a count other than one.
    """

    template: str
    values: dict[str, Part] = Field(default_factory=dict)
    plural: str | None = None
    count: int | None = None

    def __str__(self) -> str:
        """The message in English."""
        template = self.template if self.plural is None or self.count == 1 else self.plural
        return fill(template, {name: _english(value) for name, value in self.values.items()})


Atom = str | int | float | Message | Text
Part = Atom | tuple[Atom, ...]
Message.model_rebuild()


def say(template: str, /, **values: Part) -> Message:
    """A message. The catalogues' extractor finds templates by this function's name."""
    return Message(template=template, values=values)


def say_count(one: str, many: str, count: int, /, **values: Part) -> Message:
    """A message whose form depends on `count`, which it may use as `{count}`."""
    return Message(template=one, plural=many, count=count, values={"count": count, **values})


def fill(template: str, values: Mapping[str, str]) -> str:
    """The template with `{name}` replaced by the value of that name, where there is one.

    Not `str.format`: a template may come from a child, and must reach nothing but these values.
    """
    return PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), template)


def _english(part: Part) -> str:
    if isinstance(part, Text):
        return part.said_in("en")
    if isinstance(part, tuple):
        return ", ".join(map(_english, part))
    return str(part)
