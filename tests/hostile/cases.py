"""Every attack and every level, as data: the tests assert it and docs/security.md shows it."""

from __future__ import annotations

import ast
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SUBMISSIONS = Path(__file__).parent / "submissions"
ITEMS = frozenset({"call", "value", "shared", "random", "dtype"})

CLASSES = {
    "A": "Comparator lies",
    "B": "Answer theft",
    "C": "Forged results",
    "D": "Import shadowing and leaked state",
    "E": "Resources",
    "F": "Files, processes and network",
    "G": "Report injection",
    "H": "Gaming",
}


@dataclass(frozen=True)
class Level:
    """A set of layers. `nominal` are those that apply where the machine offers everything."""

    name: str
    means: str
    nominal: frozenset[str]
    options: Mapping[str, Any] = field(default_factory=dict)


LAYERS = (
    *("session", "descriptors", "rootdrop", "namespaces", "tmpfs", "capabilities", "rlimits"),
    *("death_signal", "undumpable", "no_new_privs", "landlock", "seccomp"),
)
_ALL = frozenset({*LAYERS, "bwrap"})

SEALED = Level("sealed", "all that the machine offers", _ALL)
NO_NAMESPACES = Level(
    "no namespaces",
    "no process wrapper, no namespaces, no disk of its own",
    _ALL - {"bwrap", "namespaces", "tmpfs"},
    {"wrapper": "none", "layers_off": ("namespaces", "tmpfs")},
)
NO_LANDLOCK = Level(
    "no Landlock", "all but Landlock", _ALL - {"landlock"}, {"layers_off": ("landlock",)}
)
COLD = Level("cold", "all layers, a fresh interpreter for each run", _ALL, {"start": "cold"})
CONTROL = Level("no layers", "the control: nothing is switched on", frozenset())
LEVELS = (SEALED, NO_NAMESPACES, NO_LANDLOCK, COLD, CONTROL)


@dataclass(frozen=True)
class Attack:
    """A submission that attacks.

    `earns` are the items that it truly solves. `bites` are the canaries that it takes where no
    layer stands before them; an attack that names any is run in the control too. `flags` are
    words of which each stands in some flag of its report. `refused` is what is said of a file that
    is not graded. `few` marks those that are also run where each run is dear.
    """

    file: str
    earns: frozenset[str] = frozenset()
    bites: frozenset[str] = frozenset()
    flags: tuple[str, ...] = ()
    refused: str = ""
    few: bool = False
    variant: Mapping[str, str] = field(default_factory=dict)
    words: tuple[str, str] | None = None

    @property
    def id(self) -> str:
        """A name that is its own."""
        return "-".join([Path(self.file).stem, *self.variant.values()])

    @property
    def tries(self) -> str:
        """What it tries, in its own words."""
        return self._words[0]

    @property
    def holds(self) -> str:
        """What must hold, in its own words."""
        return self._words[1]

    @property
    def _words(self) -> tuple[str, str]:
        if self.words is not None:
            return self.words
        tries, _, holds = " ".join(_docstring(SUBMISSIONS / self.file).split()).partition(
            " Must hold: "
        )
        return tries, holds


def _docstring(path: Path) -> str:
    path = path / "submission.py" if path.is_dir() else path
    text = path.read_text("utf-8")
    if path.suffix == ".ipynb":
        text = json.loads(text)["cells"][0]["source"].partition("\n!")[0]
    start = text.index('"""')
    return str(ast.literal_eval(text[start : text.index('"""', start + 3) + 3]))


def _attack(file: str, earns: str = "", bites: tuple[str, ...] = (), **more: Any) -> Attack:
    return Attack(file, frozenset(earns.split()), frozenset(bites), **more)


ATTACKS = tuple(_attack(p.name) for p in sorted(SUBMISSIONS.iterdir()))
