"""A message, its values and an author's text, all in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from types import MappingProxyType

from grader.locale.words import STATUS_WORDS
from grader.model.message import Language, Message, Part, Text, fill
from grader.model.verdict import Status


@dataclass(frozen=True)
class Catalogue:
    """The words of one language."""

    language: Language
    translations: NullTranslations

    def render(self, said: Message | Text | str) -> str:
        """The text in this language, whatever the values are.

        A message without a translation is in English; a value that its template needs and does
        not get shows as the value's name in braces.
        """
        return self._part(said)

    @cached_property
    def words(self) -> Mapping[Status, str]:
        """The word for each status of an item."""
        return MappingProxyType(
            {status: self.render(word) for status, word in STATUS_WORDS.items()}
        )

    def _part(self, part: Part) -> str:
        if isinstance(part, str):
            return part
        if isinstance(part, Text):
            return part.said_in(self.language)
        if isinstance(part, Message):
            return self._message(part)
        if isinstance(part, tuple):
            return ", ".join(map(self._part, part))
        return _short(part) if isinstance(part, float) else str(part)

    def _message(self, message: Message) -> str:
        translated = self._translated(message)
        if not message.values:
            return translated
        return fill(translated, {name: self._part(each) for name, each in message.values.items()})

    def _translated(self, message: Message) -> str:
        if not message.template:  # gettext keeps the catalogue's own header under ""
            return ""
        if message.plural is None:
            return self.translations.gettext(message.template)
        return self.translations.ngettext(message.template, message.plural, message.count or 0)


def _short(number: float) -> str:
    """As Python writes it, without the noise after the twelfth digit (0.1 + 0.2 is 0.3)."""
    return repr(float(format(number, ".12g")))


@cache
def catalogue(language: Language) -> Catalogue:
    """The catalogue of that language."""
    if language == "en":
        return Catalogue(language, NullTranslations())
    compiled = files("grader.locale") / language / "LC_MESSAGES" / "grader.mo"
    with compiled.open("rb") as file:
        return Catalogue(language, GNUTranslations(file))
