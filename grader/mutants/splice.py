"""Puts a text in the place of a node and leaves every other character as it is."""

from __future__ import annotations

import ast
import difflib
import textwrap
import warnings

from grader.mutants.edits import Edit

ARROW = " -> "
NOTHING = "(nothing)"


class Splicer:
    """One source text; nodes know their places in it as lines and UTF-8 bytes."""

    def __init__(self, source: str) -> None:
        self._data = source.encode()
        self._starts = [0]
        for line in source.encode().split(b"\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)

    def spliced(self, edit: Edit) -> str | None:
        """The whole text after the edit; None if that is not what the edit means."""
        if isinstance(edit.node, ast.stmt):
            return self._statement(edit.node, edit.text)
        bare, safe = self._with(edit.node, edit.text), self._with(edit.node, f"({edit.text})")
        one, other = dumped(bare), dumped(safe)
        if one is not None and (one == other or other is None):
            return bare
        return safe if other is not None else None

    def _statement(self, node: ast.stmt, text: str) -> str | None:
        whole = self._with(node, textwrap.indent(text, " " * node.col_offset).lstrip())
        return whole if dumped(whole) is not None else None

    def _with(self, node: ast.expr | ast.stmt, text: str) -> str:
        start = self._starts[node.lineno - 1] + node.col_offset
        end = self._starts[(node.end_lineno or 1) - 1] + (node.end_col_offset or 0)
        return (self._data[:start] + text.encode() + self._data[end:]).decode()


def dumped(source: str) -> str | None:
    """What the text means, without places; None if Python cannot read it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.dump(ast.parse(source))
    except (SyntaxError, ValueError):
        return None


def change_between(before: str, after: str) -> str:
    """The lines that differ, as `before -> after`, each on one line without indentation."""
    olds, news = before.splitlines(), after.splitlines()
    blocks = difflib.SequenceMatcher(None, olds, news, autojunk=False).get_opcodes()
    gone = [line for tag, i, k, _, _ in blocks if tag != "equal" for line in olds[i:k]]
    came = [line for tag, _, _, i, k in blocks if tag != "equal" for line in news[i:k]]
    return _one_line(gone) + ARROW + _one_line(came)


def _one_line(lines: list[str]) -> str:
    return " ".join(" ".join(line.split()) for line in lines) or NOTHING


def diff_between(before: str, after: str, name: str) -> str:
    """A unified diff with one line of context."""
    lines = difflib.unified_diff(
        before.splitlines(), after.splitlines(), name, name, n=1, lineterm=""
    )
    return "\n".join(lines)
