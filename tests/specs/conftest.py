"""Problem sets written for one test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent, indent

import pytest

from grader.errors import SpecError
from grader.specs import load_set

HEAD = """\
slug: demo
title: A demo
problems:
  - slug: one
    title: {en: One, ko: 하나}
    task: Make x.
    items:
"""
"""Items follow, from line 8, each dash in column 7."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with everything but a `set.yaml`."""
    (tmp_path / "reference.py").write_text("x = [[1.0]]\n", "utf-8")
    return tmp_path


@pytest.fixture
def mistakes(folder: Path) -> Callable[[str | bytes], list[str]]:
    """Loads a set of that `set.yaml` and gives what is told of it, less the folder."""

    def load(spec: str | bytes) -> list[str]:
        data = spec if isinstance(spec, bytes) else spec.encode()
        (folder / "set.yaml").write_bytes(data)
        with pytest.raises(SpecError) as caught:
            load_set(folder)
        return [str(each).removeprefix(f"{folder}/") for each in caught.value.mistakes]

    return load


@pytest.fixture
def item_mistakes(mistakes: Callable[[str], list[str]]) -> Callable[[str], list[str]]:
    """The same for items, which begin on line 8; each place is given within the items."""
    return lambda items: [
        told.replace("problems[0].items", "items") for told in mistakes(with_items(items))
    ]


def with_items(items: str) -> str:
    """A spec of one problem with these items."""
    return HEAD + indent(dedent(items), "      ")
