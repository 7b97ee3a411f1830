"""Writes docs/checks.md: every check, from its code and from its example.

python scripts/checks_page.py            write the page
python scripts/checks_page.py --check    change nothing; exit status 1 if it is not up to date
"""

from __future__ import annotations

import argparse
import ast
import inspect
import sys
import textwrap
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import CodeType, FunctionType, NoneType, UnionType
from typing import Any

from annotated_types import Ge, Gt, Le, Lt, MinLen
from pydantic.fields import FieldInfo
from typing_extensions import TypeAliasType

from grader.checkers import all_checkers
from grader.checkers.base import AnyChecker, SourceChecker
from grader.checkers.holds import GivenCall
from grader.checkers.view_of import Argument
from grader.model.base import Model
from grader.model.message import Text
from grader.model.targets import Call, Dotted, Given, Identifier, Recipe, Spied, Target

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "checks.md"
EXAMPLES = ROOT / "docs" / "examples" / "checks"
HEAD = """\
# The checks

An item of a problem set names one check. Its `probe` says what to look at, and the student can read
it; its `rules` say what that is held against, and stay secret. Written by `scripts/checks_page.py`
from the code; every example is graded by the tests.

A *target* is the name of a variable, or one of `{variable: x, when: made}`, `{expression: x + 1}`,
`{call: f, args: [...]}`, `{displayed: last}`, `{printed: all}`, `{section: NAME}`. A *value* is a
number, a text, a list, or a recipe, of which the values are made anew for each run:
`{randn: [3, 4]}`, `{rand: [3]}`, `{randint: [3], low: 0, high: 10}`, `{arange: 12}`,
`{zeros: [3]}`, `{ones: [3]}`, `{array: [[1, 2], [3, 4]]}`, each with `dtype` and `library: numpy`
where wanted.
"""
WORDS: Mapping[Any, str] = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: "text",
    Any: "anything",
    Identifier: "a name",
    Dotted: "a name, perhaps with dots",
    Target: "a target",
    typing.get_args(Target)[0]: "a target",
    Text: "text, or one text per language",
    Given: "a value",
    Call: "a call: `{call: f, args: [...]}`",
    Argument: "an argument of the call: `{argument: 1}`",
    GivenCall: "a call of given values: `{call: f, given: [...]}`",
    Recipe: "a recipe",
    Spied: "the name of a function",
}
FAULTS = {"OurError", "WireError", "ValueError"}


def page() -> str:
    """The whole page."""
    checkers = all_checkers()
    rows = [f"| [`{name}`](#{name}) | {_purpose(each)} |" for name, each in checkers.items()]
    table = "\n".join(["| check | what it is for |", "|---|---|", *rows])
    return "\n".join([HEAD, table, "", *(_check(*each) for each in checkers.items())])


def _purpose(checker: AnyChecker) -> str:
    return _doc(sys.modules[checker.judge.__module__]).splitlines()[0]


def _doc(owner: object) -> str:
    return inspect.cleandoc(owner.__doc__ or "")


def _check(name: str, checker: AnyChecker) -> str:
    parts = [f"## `{name}`", _doc(sys.modules[f"grader.checkers.{name}"])]
    if isinstance(checker, SourceChecker):
        parts.append("Looks at the program's text alone; there is no probe.")
    else:
        parts.append(_record("Probe", checker.Probe))
    parts += [_record("Rules", checker.Rules), _example(name), _messages(checker)]
    return "\n\n".join(parts) + "\n"


def _record(title: str, form: type[Model]) -> str:
    if not form.model_fields:
        return f"**{title}**: nothing."
    rows = [
        f"| `{name}` | {_type(field)} | {_default(field)} |"
        for name, field in form.model_fields.items()
    ]
    texts = list(reversed(_descriptions(form)))
    head = ["| key | type | if left out |", "|---|---|---|"]
    return "\n\n".join([f"**{title}**", *texts, "\n".join([*head, *rows])])


def _descriptions(form: type[Model]) -> list[str]:
    """The record's own description, and those it was made from where it leaves out a field."""
    texts: list[str] = []
    for each in form.__mro__:
        said = " ".join(texts)
        if each is Model or all(f"`{name}`" in said for name in form.model_fields):
            break
        texts.append(_doc(each))
    return texts


def _type(field: FieldInfo) -> str:
    return _limited(words(field.annotation), field.metadata)


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "must be given"
    default = field.get_default(call_default_factory=True)
    if default is None or default in ((), {}):
        return "–"
    if isinstance(default, bool):
        return f"`{str(default).lower()}`"
    return f"`{default}`" if isinstance(default, (str, int, float)) else "made by the grader"


def words(annotation: Any) -> str:  # noqa: ANN401
    """A field's type, as an author of sets says it."""
    for known, word in WORDS.items():
        if annotation is known or annotation == known:
            return word
    origin, inside = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return _limited(words(inside[0]), inside[1:])
    if origin in (typing.Union, UnionType):
        kinds = dict.fromkeys(words(each) for each in inside if each is not NoneType)
        return " or ".join(kinds)
    if origin is typing.Literal:
        return ", ".join(f"`{each}`" for each in inside)
    if origin is tuple:
        return f"a list of: {', '.join(words(each) for each in inside if each is not ...)}"
    if origin is dict:
        return f"a mapping from {words(inside[0])} to {words(inside[1])}"
    if isinstance(annotation, TypeAliasType):
        return "a number, text, or a list of those"
    if inspect.isclass(annotation) and issubclass(annotation, Model):
        return "a mapping with " + ", ".join(f"`{name}`" for name in annotation.model_fields)
    raise TypeError(f"there are no words for {annotation!r}")


def _limited(word: str, metadata: Iterable[Any]) -> str:
    limits = [text for each in metadata for text in _limits(each)]
    return ", ".join([word, *limits])


def _limits(constraint: object) -> Iterator[str]:
    match constraint:
        case FieldInfo():
            for each in constraint.metadata:
                yield from _limits(each)
        case Ge(ge=bound):
            yield f"at least {bound}"
        case Gt(gt=bound):
            yield f"more than {bound}"
        case Le(le=bound):
            yield f"at most {bound}"
        case Lt(lt=bound):
            yield f"less than {bound}"
        case MinLen(min_length=least) if least > 1:
            yield f"{least} or more"


def _example(name: str) -> str:
    file = EXAMPLES / name / "set.yaml"
    if not file.is_file():
        raise SystemExit(f"{file.relative_to(ROOT)} is missing: every check needs an example")
    shown = items_of(file.read_text("utf-8"))
    where = f"[the whole example](examples/checks/{name})"
    return f"**Example** ({where})\n\n```yaml\n{shown}\n```"


def items_of(text: str) -> str:
    """The items of the one problem of an example's `set.yaml`, as they are written."""
    lines = text.splitlines()
    start = next(number for number, line in enumerate(lines) if line.strip() == "items:")
    return textwrap.dedent("\n".join(lines[start:]))


def _messages(checker: AnyChecker) -> str:
    """The sentences that a student can be told by this check, as templates."""
    starts = filter(None, (checker.judge, getattr(checker, "across", None)))
    found = dict.fromkeys(
        template
        for function in reachable(starts)
        for template in templates(function)
        if _is_sentence(template)
    )
    lines = [f"- {template}" for template in found]
    return "**What a student can be told**\n\n" + "\n".join(lines)


def _is_sentence(template: str) -> bool:
    return " " in template and (template.endswith((".", "?")) or ". {" in template)


def reachable(starts: Iterable[Callable[..., Any]]) -> list[FunctionType]:
    """Functions of the grader that these lead to, in the order in which they are named."""
    found: dict[FunctionType, None] = {}
    waiting: list[Any] = list(starts)
    while waiting:
        each = waiting.pop(0)
        if isinstance(each, FunctionType) and each not in found and _is_ours(each):
            found[each] = None
            waiting.extend(_named(each))
    return list(found)


def _is_ours(function: FunctionType) -> bool:
    room = function.__module__
    return room.startswith("grader.") and room != "grader.model.message"


def _named(function: FunctionType) -> Iterator[Any]:
    for name in _global_names(function.__code__):
        value = function.__globals__.get(name)
        yield from value.values() if isinstance(value, Mapping) else (value,)


def _global_names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for each in code.co_consts:
        if inspect.iscode(each):
            yield from _global_names(each)


def templates(function: FunctionType) -> Iterator[str]:
    """The literals given to `say` and `say_count` in it, less what only staff are told."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)).strip().removesuffix(","))
    for node in _for_students(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            count = {"say": 1, "say_count": 2}.get(node.func.id, 0)
            literals = node.args[:count][-1:]
            yield from (str(each.value) for each in literals if isinstance(each, ast.Constant))


def _for_students(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    for child in ast.iter_child_nodes(node):
        called = child.func if isinstance(child, ast.Call) else None
        if not (isinstance(called, ast.Name) and called.id in FAULTS):
            yield from _for_students(child)


def main(arguments: list[str] | None = None) -> int:
    """Runs the command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing")
    written = page()
    if parser.parse_args(arguments).check:
        same = PAGE.exists() and PAGE.read_text("utf-8") == written
        print("docs/checks.md is up to date" if same else "docs/checks.md is out of date")
        return 0 if same else 1
    PAGE.write_text(written, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
