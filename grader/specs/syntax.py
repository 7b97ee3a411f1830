"""A YAML parser's complaint in words that an author can act on."""

from __future__ import annotations

import yaml

from grader.model.message import Message, say
from grader.specs.mistakes import Mark


def explain_syntax(error: yaml.MarkedYAMLError, text: str) -> tuple[Message, Mark]:
    """What is wrong, and where."""
    mark = error.problem_mark or error.context_mark
    place = Mark(mark.line + 1, mark.column + 1) if mark else Mark(1, 1)
    lines = text.splitlines()
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    return say("This is not YAML: {why}", why=_why(error, line, place)), place


def _why(error: yaml.MarkedYAMLError, line: str, place: Mark) -> Message:
    problem, context = error.problem or "", error.context or ""
    opened = error.context_mark.line + 1 if error.context_mark else place.line
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return say("a tab indents this line. Use spaces.")
    if "mapping values" in problem:
        return say("a colon is not expected here. Put a text that has a colon in quotes.")
    if "cannot start any token" in problem:
        found = line[place.column - 1 : place.column]
        return say("a text cannot begin with `{found}`. Put it in quotes.", found=found)
    if "quoted scalar" in context and "end of stream" in problem:
        return say("the quote opened on line {line} is never closed.", line=opened)
    if "flow" in context:
        return say(
            "a bracket opened on line {line} is not closed, or a comma is missing.", line=opened
        )
    return _rarer(problem, context, opened)


def _rarer(problem: str, context: str, opened: int) -> Message:
    if "block" in context and "expected" in problem:
        return say(
            "this does not continue the block that begins on line {line}. Is it indented as the "
            "lines above, and is every quote closed where the text ends?",
            line=opened,
        )
    if "expected ':'" in problem:
        return say("a key without its colon, on line {line}.", line=opened)
    if "undefined alias" in problem:
        return say("this alias (`*`) names no anchor (`&`) above it.")
    if "duplicate anchor" in context:
        return say("the anchor (`&`) of line {line} is given again.", line=opened)
    if "another document" in problem:
        return say("a second document begins here. Remove the `---`.")
    return say("{problem}.", problem=problem)
