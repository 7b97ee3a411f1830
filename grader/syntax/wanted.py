"""Names as an author writes them in a rule, held against what a program uses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from grader.model.message import Message, say
from grader.syntax.aliases import Aliases
from grader.syntax.scopes import Scope
from grader.syntax.trees import Trees
from grader.syntax.uses import CONSTRUCTS, OPERATORS, Use, uses_in

DOTTED = re.compile(r"\.?[^\W\d]\w*(\.[^\W\d]\w*)*\Z")
WORDS = frozenset(CONSTRUCTS.values()) | frozenset(OPERATORS.values())
SHORT: Mapping[str, str] = MappingProxyType(
    {"np": "numpy", "F": "torch.nn.functional", "nn": "torch.nn", "plt": "matplotlib.pyplot"}
)
METHODS = ("torch.Tensor.", "numpy.ndarray.", "Tensor.", "ndarray.")
KEYWORD_FOR = ("for", "comprehension", "generator")


def is_name(written: str) -> bool:
    """Whether that can be looked for: a construct, an operator, or a name, dotted or not."""
    return written in WORDS or DOTTED.match(written) is not None


def matches(written: str, used: str) -> bool:
    """Whether the use is of what an author calls so.

    `torch.linalg` is all that is in it; `Tensor.mean` and `.mean` are the method of any object;
    `for` is the word, in comprehensions too; `sum` is the builtin, or the program's own function.
    """
    if written in WORDS:
        return used in (KEYWORD_FOR if written == "for" else (written,))
    name = _canonical(written)
    return used in (name, f"builtins.{name}") or used.startswith(f"{name}.")


def _canonical(written: str) -> str:
    for owner in METHODS:
        if written.startswith(owner):
            return f".{written.removeprefix(owner)}"
    root, dot, rest = written.partition(".")
    return f"{SHORT[root]}{dot}{rest}" if root in SHORT else written


def in_words(written: str) -> Message:
    """What an author's name is the name of, for students."""
    if written in OPERATORS.values():
        return say("the operator {name}", name=written)
    if written in WORDS:
        return say("the construct {name}", name=written)
    name = _canonical(written)
    if name.startswith("."):
        return say("the method {name}(...)", name=name)
    return say("{name}", name=written)


def uses_of(names: Iterable[str], scope: Scope, trees: Trees) -> list[tuple[str, Use]]:
    """Each use of one of the names, with the name that it is a use of, by cell and line."""
    wanted = tuple(names)
    aliases = Aliases(
        (tree for _, tree in trees),
        lambda used: any(matches(name, used) for name in wanted),
        doubtful=True,
    )
    found = (
        (name, use) for use in uses_in(scope, aliases) for name in wanted if matches(name, use.name)
    )
    return sorted(found, key=lambda each: (each[1].cell, each[1].line))
