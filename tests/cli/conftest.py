"""The command as a person runs it: a real process, a folder of its own, nothing configured."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

SET = """\
slug: tiny
title: {en: A tiny set, ko: 작은 세트}
problems:
  - slug: one
    title: {en: The number one, ko: 숫자 하나}
    task: {en: "Make one.\\nCall it tiny_one.", ko: 하나를 만드세요.}
    expected: {en: The number 1., ko: 숫자 1.}
    hint: {en: Write tiny_one = 1, ko: tiny_one = 1 이라고 쓰세요.}
    items:
      - slug: is-one
        title: {en: tiny_one is one, ko: tiny_one은 1이다}
        check: value
        points: 1.5
        probe: {of: tiny_one}
        hint: One is written 1.
      - slug: is-int
        title: tiny_one is an int
        check: type
        probe: {of: tiny_one}
  - slug: two
    title: The number two
    task: Call two tiny_two.
    items:
      - slug: is-two
        title: tiny_two is two
        check: value
        probe: {of: tiny_two}
"""
REFERENCE = "tiny_one = 1\ntiny_two = 2\n"


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    status: int
    out: str
    err: str


Grade = Callable[..., Ran]


@pytest.fixture
def surroundings(tmp_path) -> dict[str, str]:
    """An environment with the caller's PATH and nothing else of the caller's."""
    home = tmp_path / "home"
    home.mkdir()
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_STATE_HOME": str(home / "state"),
        "LOGNAME": "kim",
        "LANG": "C.UTF-8",
        "PYTHONUTF8": "1",
        "PYTHONWARNINGS": "error",
    }


@pytest.fixture
def desk(tmp_path) -> Path:
    """The folder in which commands are run. It has the problem set `tiny`."""
    folder = tmp_path / "desk"
    a_set(folder / "problems" / "tiny", SET, REFERENCE)
    return folder


def a_set(folder: Path, spec: str, reference: str) -> None:
    """Writes a problem set."""
    folder.mkdir(parents=True)
    (folder / "set.yaml").write_text(spec, "utf-8")
    (folder / "reference.py").write_text(reference, "utf-8")


@pytest.fixture
def grade(desk, surroundings) -> Grade:
    """Runs `grade` with the arguments; `environ` adds to the environment."""

    def run(*arguments: str, environ: dict[str, str] | None = None, **options: object) -> Ran:
        ran = subprocess.run(
            [sys.executable, "-m", "grader", *arguments],
            cwd=desk,
            env={**surroundings, **(environ or {})},
            capture_output=True,
            check=False,
            timeout=120,
            **options,
        )
        return Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode())

    return run
