"""The house holds together: imports go downward only, and torch stays on its side."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import grader

ROOT = Path(grader.__file__).parent

MAY_IMPORT: dict[str, frozenset[str]] = {
    "model": frozenset(),
    "nearest": frozenset(),
    "errors": frozenset({"model"}),
    "wire": frozenset({"model", "errors"}),
    "compare": frozenset({"model", "errors"}),
    "recipes": frozenset({"model", "errors"}),
    "locale": frozenset({"model"}),
    "expressions": frozenset({"model", "errors", "nearest", "compare"}),
    "syntax": frozenset({"model"}),
    "checkers": frozenset(
        {"model", "errors", "nearest", "compare", "expressions", "syntax", "wire"}
    ),
    "sources": frozenset({"model", "errors", "nearest", "syntax"}),
    "runner": frozenset({"model", "errors", "wire"}),
    "grading": frozenset(
        {
            *("model", "errors", "nearest", "wire", "compare", "recipes", "expressions"),
            *("checkers", "sources", "runner"),
        }
    ),
    "specs": frozenset(
        {"model", "errors", "nearest", "expressions", "checkers", "sources", "grading"}
    ),
    "workers": frozenset({"model", "errors"}),
    "mutants": frozenset({"model"}),
    "authors": frozenset({"model", "errors", "locale"}),
    "proof": frozenset(
        {
            *("model", "errors", "locale", "mutants", "authors"),
            *("sources", "specs", "runner", "grading", "workers"),
        }
    ),
    "reports": frozenset({"model", "errors", "nearest", "locale"}),
    "settings": frozenset({"model", "errors", "nearest"}),
    "store": frozenset({"model", "errors"}),
    "collect": frozenset({"model", "errors", "nearest"}),
    "engine": frozenset({"model", "errors", "sources", "specs", "runner", "grading", "workers"}),
    "gradebook": frozenset({"model", "errors"}),
    "exports": frozenset({"model", "errors", "nearest", "locale", "reports", "store", "gradebook"}),
    "pages": frozenset({"model", "locale", "reports"}),
    "similarity": frozenset({"model", "errors", "locale", "reports", "exports"}),
    "batch": frozenset(
        {
            *("model", "errors", "nearest", "locale", "authors", "sources", "reports"),
            *("specs", "workers", "engine", "gradebook", "exports", "pages", "similarity"),
        }
    ),
    "packs": frozenset(
        {
            *("model", "errors", "nearest", "locale", "authors", "sources", "specs"),
            *("runner", "grading", "reports", "gradebook"),
        }
    ),
    "child": frozenset({"model", "errors", "nearest", "wire", "checkers"}),
    "cli": frozenset(
        {
            *("model", "errors", "nearest", "locale", "sources", "specs", "runner", "grading"),
            *("reports", "settings", "store", "checkers", "authors", "proof", "workers"),
            *("collect", "engine", "gradebook", "batch", "packs"),
        }
    ),
    "testing": frozenset(
        {
            *("model", "errors", "locale", "sources", "specs", "runner", "grading", "reports"),
            *("proof", "cli"),
        }
    ),
    "pytest_plugin": frozenset({"testing"}),
}
"""Which rooms each room may import. `docs/architecture.md` shows the same table."""


def room_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rooms_imported(path: Path) -> set[str]:
    rooms = {room_of(each) for each in ROOT.rglob("*.py")}
    parts = [name.split(".") for name in imports_of(path) if name.startswith("grader.")]
    return {names[1] for names in parts} & rooms


FILES = sorted(
    path for path in ROOT.rglob("*.py") if path.relative_to(ROOT).parts[0] not in {"__init__.py"}
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_downward_only(path: Path) -> None:
    room = room_of(path)
    if room == "__main__":
        assert rooms_imported(path) == {"cli"}
    else:
        assert rooms_imported(path) - {room} <= MAY_IMPORT[room]


def test_every_room_is_in_the_table() -> None:
    assert {room_of(path) for path in FILES} - {"__main__"} == set(MAY_IMPORT)


def test_the_architecture_page_shows_the_table() -> None:
    page = (ROOT.parent / "docs" / "architecture.md").read_text("utf-8")
    for room, below in MAY_IMPORT.items():
        cells = ", ".join(sorted(below)) or "nothing"
        assert f"| `{room}` | {cells} |" in page


def test_torch_is_imported_only_beside_student_code() -> None:
    for path in FILES:
        room = room_of(path)
        tree = ast.parse(path.read_text("utf-8"))
        inside_functions = {
            id(inner)
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef)
            for inner in ast.walk(node)
        }
        for node in ast.walk(tree):
            names = (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [str(node.module)]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            if any(name.split(".")[0] == "torch" for name in names):
                assert room == "child" or (room == "checkers" and id(node) in inside_functions), (
                    path
                )


def loaded_by(code: str) -> set[str]:
    shown = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint(*sorted(sys.modules))"],
        check=True,
        capture_output=True,
        text=True,
    )
    return set(shown.stdout.split())


def test_the_trusted_side_never_loads_torch() -> None:
    loaded = loaded_by(
        "import grader.cli, grader.grading, grader.specs, grader.reports, grader.store\n"
        "from grader.checkers import all_checkers; all_checkers()"
    )
    assert "torch" not in loaded
    assert not {name for name in loaded if name.startswith("grader.child")}


def test_help_loads_neither_torch_nor_numpy_nor_pydantic() -> None:
    loaded = loaded_by(
        "from grader.cli import main\n"
        "import sys\nsys.argv = ['grade', '--help']\n"
        "try: main()\nexcept SystemExit: pass"
    )
    assert not loaded & {"torch", "numpy", "pydantic", "IPython", "nbformat"}
