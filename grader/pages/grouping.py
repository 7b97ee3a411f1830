"""Failure messages that say the same, put together though their numbers differ."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from grader.model.message import Message, Part, Text, fill
from grader.pages.said import Said

NUMBER = re.compile(r"[-+]?(?:\d+\.\d*|\.\d+|\d+(?=e))(?:e[-+]?\d+)?|nan|-?inf")
WHOLE_NUMBER = re.compile(r"[-+]?\d+")
MOST_GROUPS, MOST_WORDINGS = 500, 20


def skeleton(message: Message) -> str:
    """What the message says apart from measured numbers, counts and places in the program.

    Shapes, types and names stay: they tell mistakes apart.
    """
    template = message.template if message.plural is None else message.plural
    return fill(template, {name: _bare(value) for name, value in message.values.items()})


def _bare(part: Part) -> str:
    if isinstance(part, Message):
        return skeleton(part)
    if isinstance(part, Text):
        return part.said_in("en")
    if isinstance(part, tuple):
        return ", ".join(map(_bare, part))
    if isinstance(part, str) and not WHOLE_NUMBER.fullmatch(part):
        return NUMBER.sub("#", part)
    return "#"


@dataclass
class Group:
    """Messages of one skeleton: how many, and the commonest wordings among the first."""

    count: int = 0
    wordings: Counter[str] = field(default_factory=Counter)

    def add(self, words: str) -> None:
        """One more."""
        self.count += 1
        if words in self.wordings or len(self.wordings) < MOST_WORDINGS:
            self.wordings[words] += 1

    @property
    def example(self) -> str:
        """The wording that was met most."""
        return self.wordings.most_common(1)[0][0]


@dataclass
class Groups:
    """The groups of one item's messages; beyond five hundred, newcomers are left out."""

    said: Said
    by_skeleton: dict[str, Group] = field(default_factory=dict)

    def add(self, message: Message) -> None:
        """Counts a message."""
        key = skeleton(message)
        if key in self.by_skeleton or len(self.by_skeleton) < MOST_GROUPS:
            self.by_skeleton.setdefault(key, Group()).add(self.said.lines(message))

    def commonest(self, most: int) -> list[Group]:
        """The largest groups."""
        return sorted(self.by_skeleton.values(), key=lambda group: -group.count)[:most]
