"""The command as a person runs it: a real process, a folder of its own, nothing configured."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.container_filter import under

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
    """What a command did. `written` is standard output as it was written."""

    status: int
    written: bytes
    err: str

    @property
    def out(self) -> str:
        """Standard output as text."""
        return self.written.decode()


Grade = Callable[..., Ran]
Start = Callable[..., "subprocess.Popen[bytes]"]
MakeSet = Callable[..., Path]


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
def make_set(tmp_path) -> MakeSet:
    """Writes the problem set `tiny` to a folder of the desk, with edits."""

    def make(folder: str, *, reference: str = REFERENCE, **edits: str) -> Path:
        path = tmp_path / "desk" / folder
        path.mkdir(parents=True)
        spec = SET
        for before, after in edits.items():
            assert before in spec
            spec = spec.replace(before, after)
        (path / "set.yaml").write_text(spec, "utf-8")
        (path / "reference.py").write_text(reference, "utf-8")
        return path

    return make


@pytest.fixture
def desk(tmp_path, make_set) -> Path:
    """The folder in which commands are run. It has the problem set `tiny`."""
    make_set("problems/tiny")
    return tmp_path / "desk"


@pytest.fixture
def right(desk) -> str:
    """A submission that passes."""
    (desk / "right.py").write_text(REFERENCE)
    return "right.py"


@pytest.fixture
def wrong(desk) -> str:
    """A submission that passes all items but the last."""
    (desk / "wrong.py").write_text("tiny_one = 1\ntiny_two = 3\n")
    return "wrong.py"


@pytest.fixture
def start(desk, surroundings) -> Start:
    """Starts `grade` with the arguments; `environ` adds to the environment.

    `seccomp` is a filter that the command runs under.
    """

    def begin(
        *arguments: str,
        environ: dict[str, str] | None = None,
        seccomp: bytes | None = None,
        **options: object,
    ) -> subprocess.Popen[bytes]:
        command = (sys.executable, "-m", "grader", *arguments)
        return subprocess.Popen(
            command if seccomp is None else under(seccomp, *command),
            env={**surroundings, **(environ or {})},
            **{"cwd": desk, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options},
        )

    return begin


@pytest.fixture
def grade(start) -> Grade:
    """Runs `grade` with the arguments to its end."""

    def run(*arguments: str, **options: object) -> Ran:
        with start(*arguments, **options) as process:
            out, err = process.communicate(timeout=120)
        return Ran(process.returncode, out or b"", (err or b"").decode())

    return run
