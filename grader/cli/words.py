"""The language of help texts, found before anything heavy is loaded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.settings.places import project_file, user_file

if TYPE_CHECKING:
    from grader.model.message import Language

SPEAKING = ("GRADE_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE")


@dataclass(frozen=True)
class Words:
    """Says help texts in one language. A command's file calls it `say`."""

    language: Language

    def __call__(self, template: str) -> str:
        """The text in the language."""
        if self.language == "en":
            return template
        from grader.locale import catalogue
        from grader.model.message import Message

        return catalogue(self.language).render(Message(template=template))


def language_of(arguments: Sequence[str], environ: Mapping[str, str]) -> Language:
    """The language to speak: from the command line, the environment, the configuration files."""
    project, user = project_file(), user_file()
    option = next(_options(arguments), None)
    wishes = (option, *(environ.get(name) for name in SPEAKING))
    if not (project or user or any("ko" in (wish or "").lower() for wish in wishes)):
        return "en"
    from grader.locale import choose_language
    from grader.settings.reading import configured_language

    return choose_language(option, environ, configured_language(project, user))


def _options(arguments: Sequence[str]) -> Iterator[str]:
    """Every value of `--lang`, the last first: the last one counts."""
    for at in reversed(range(len(arguments))):
        name, equals, value = arguments[at].partition("=")
        if name == "--lang" and equals:
            yield value
        elif name == "--lang" and at + 1 < len(arguments):
            yield arguments[at + 1]
