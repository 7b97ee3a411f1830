"""Whether Python can read a text. Nothing is run."""

from __future__ import annotations

import ast
import warnings
from dataclasses import dataclass
from typing import Literal

from grader.specs.mistakes import Mark


@dataclass(frozen=True)
class Unparsable:
    """Why Python cannot read it, in Python's words, and where."""

    why: str
    mark: Mark


def unparsable(source: str, mode: Literal["exec", "eval"] = "exec") -> Unparsable | None:
    """What Python says against the source, or None if it can be read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(source, mode=mode)
    except SyntaxError as error:
        return Unparsable(error.msg, Mark(error.lineno or 1, error.offset or 1))
    except (ValueError, RecursionError, MemoryError) as error:
        return Unparsable(str(error) or type(error).__name__, Mark(1, 1))
    return None
