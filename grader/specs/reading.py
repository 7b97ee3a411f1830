"""YAML text → a tree with places. Nothing is constructed that a YAML tag asks for."""

from __future__ import annotations

import re
from typing import Any

import yaml
from yaml.constructor import SafeConstructor
from yaml.reader import Reader

from grader.model.message import Message, say
from grader.model.walk import Path
from grader.specs.mistakes import Mark, Mistakes
from grader.specs.syntax import explain_syntax
from grader.specs.tree import Node, Scalar

MAX_PARTS = 50_000
MAX_DEPTH = 40
MAX_DIGITS = 1000
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
STANDARD = "tag:yaml.org,2002:"
EXPONENT = re.compile(r"[-+]?[0-9]+(\.[0-9]*)?[eE][-+]?[0-9]+")
"""A number by YAML 1.2, which editors follow; YAML 1.1 takes it for text."""
EMPTY = say("The file is empty; a problem set begins with `slug:`.")


def read_yaml(
    text: str,
    file: str,
    mistakes: Mistakes,
    loader: Any = LOADER,  # noqa: ANN401
    *,
    empty: Message = EMPTY,
) -> Node | None:
    """The tree, or None if there is none to go on with; says what is wrong."""
    try:
        fault = _unprintable(text) or _outsized(text, loader)
        root = None if fault else yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        what, mark = explain_syntax(error, text)
        mistakes.add(file, what, mark)
        return None
    if fault is not None:
        mistakes.add(file, *fault)
        return None
    if root is None:
        mistakes.add(file, empty)
        return None
    return _Converter(file, mistakes).convert(root)


def _unprintable(text: str) -> tuple[Message, Mark] | None:
    found = Reader.NON_PRINTABLE.search(text)
    if found is None:
        return None
    before = text[: found.start()]
    mark = Mark(before.count("\n") + 1, found.start() - before.rfind("\n"))
    code = f"U+{ord(found.group()):04X}"
    return say("The invisible character {code} is not allowed; remove it.", code=code), mark


def _outsized(text: str, loader: Any) -> tuple[Message, Mark] | None:  # noqa: ANN401
    """Finds out before a tree is built, which would recurse."""
    parts = depth = 0
    for event in yaml.parse(text, Loader=loader):
        parts += isinstance(event, yaml.NodeEvent)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if parts > MAX_PARTS or depth > MAX_DEPTH:
            return _too_much(), _mark(event.start_mark)
    return None


def _too_much() -> Message:
    return say(
        "The file has more than {parts} parts (counting what aliases repeat) or is nested more "
        "than {depth} levels deep.",
        parts=MAX_PARTS,
        depth=MAX_DEPTH,
    )


def _mark(mark: Any) -> Mark:  # noqa: ANN401
    return Mark(mark.line + 1, mark.column + 1)


class _TooMuchError(Exception):
    """Aliases make the tree too big."""


class _Converter:
    """Composed nodes → ours, one after another, repeating what aliases repeat."""

    def __init__(self, file: str, mistakes: Mistakes) -> None:
        self._file = file
        self._mistakes = mistakes
        self._parts = 0

    def convert(self, root: yaml.Node) -> Node | None:
        try:
            return self._node(root, ())
        except _TooMuchError:
            self._mistakes.add(self._file, _too_much(), _mark(root.start_mark))
            return None

    def _node(self, raw: yaml.Node, path: Path) -> Node:
        self._parts += 1
        if self._parts > MAX_PARTS or len(path) > MAX_DEPTH:
            raise _TooMuchError
        if isinstance(raw, yaml.ScalarNode):
            return self._scalar(raw, path)
        expected = "map" if isinstance(raw, yaml.MappingNode) else "seq"
        if raw.tag != STANDARD + expected:
            return self._unsound(raw, path, _tagged(raw.tag))
        if isinstance(raw, yaml.MappingNode):
            return self._mapping(raw, path)
        parts = tuple(self._node(part, (*path, number)) for number, part in enumerate(raw.value))
        mark = _mark(raw.start_mark)
        return Node(parts, mark.line, mark.column)

    def _mapping(self, raw: yaml.MappingNode, path: Path) -> Node:
        mark = _mark(raw.start_mark)
        value: dict[str, Node] = {}
        keys: dict[str, Mark] = {}
        for raw_key, raw_value in raw.value:
            place = _mark(raw_key.start_mark)
            fault = _bad_key(raw_key) or _repeated(raw_key.value, keys)
            if fault is not None:
                self._mistakes.add(self._file, fault, place, (*path, _key_text(raw_key)))
                continue
            keys[raw_key.value] = place
            value[raw_key.value] = self._node(raw_value, (*path, raw_key.value))
        return Node(value, mark.line, mark.column, keys=keys)

    def _scalar(self, raw: yaml.ScalarNode, path: Path) -> Node:
        found = _scalar_value(raw)
        if isinstance(found, Message):
            return self._unsound(raw, path, found)
        mark = _mark(raw.start_mark)
        return Node(found, mark.line, mark.column, written=raw.value)

    def _unsound(self, raw: yaml.Node, path: Path, fault: Message) -> Node:
        mark = _mark(raw.start_mark)
        self._mistakes.add(self._file, fault, mark, path)
        return Node(None, mark.line, mark.column, sound=False)


def _key_text(raw: yaml.Node) -> str:
    return raw.value if isinstance(raw, yaml.ScalarNode) else "?"


def _bad_key(raw: yaml.Node) -> Message | None:
    if not isinstance(raw, yaml.ScalarNode):
        return say("A key is a word, not a list or a mapping.")
    if raw.tag == STANDARD + "merge":
        return say("Merge keys (`<<`) are not supported; write the keys out.")
    return None


def _repeated(key: str, keys: dict[str, Mark]) -> Message | None:
    if key not in keys:
        return None
    return say(
        "The key `{key}` is given twice; the first is on line {line}.",
        key=key,
        line=keys[key].line,
    )


def _tagged(tag: str) -> Message:
    shown = tag.replace(STANDARD, "!!")
    return say("The YAML tag `{tag}` is not allowed; remove it.", tag=shown)


def _scalar_value(raw: yaml.ScalarNode) -> Scalar | Message:
    """The scalar as YAML 1.1 reads it, less what surprises: dates and `<<` are text."""
    text = raw.value
    match raw.tag.removeprefix(STANDARD):
        case "str" | "timestamp" | "value" | "merge":
            return _text(text, plain=not raw.style)
        case "null":
            return None
        case "bool":
            return SafeConstructor.bool_values.get(text.lower(), _tagged(raw.tag))
        case "int" | "float":
            return _number(text, whole=raw.tag.endswith("int"))
        case _:
            return _tagged(raw.tag)


def _text(text: str, *, plain: bool) -> Scalar | Message:
    if any("\ud800" <= character <= "\udfff" for character in text):
        return say("The text has half a character (a lone surrogate); write it in full.")
    return float(text) if plain and EXPONENT.fullmatch(text) else text


def _number(text: str, *, whole: bool) -> Scalar | Message:
    digits = text.replace("_", "").lower() if len(text) <= MAX_DIGITS else "too long"
    try:
        if whole:
            return int(digits, 0)
        return float(digits.replace(".inf", "inf").replace(".nan", "nan"))
    except ValueError:
        return say(
            "`{written}` is an unusual way to write a number: use plain decimal digits, or quotes "
            "if it is text.",
            written=text[:40],
        )
