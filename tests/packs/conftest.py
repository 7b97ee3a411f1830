"""The very layout of an autograder's container, in a private root of this machine."""

from __future__ import annotations

import os
import platform
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import grader
from grader.locale import catalogue
from grader.model.problem_set import ProblemSet
from grader.packs import pack, write_folder
from grader.specs import load_set
from tests.container_filter import as_in_a_container

SET = """\
slug: tiny
title: {en: A tiny set, ko: 작은 세트}
problems:
  - slug: one
    title: {en: The number one, ko: 숫자 하나}
    task: Make one.
    items:
      - slug: is-one
        title: {en: tiny_one is one, ko: tiny_one은 1이다}
        check: value
        points: 1.5
        probe: {of: tiny_one}
      - slug: secret
        title: the secret title
        check: value
        hidden: true
        probe: {of: tiny_secret}
  - slug: two
    title: A function
    task: Write double.
    items:
      - slug: doubles
        title: double doubles
        check: returns
        seconds: 90
        probe: {call: double, cases: [[2], [5]]}
"""
REFERENCE = """\
tiny_one = 1
tiny_secret = 424242


def double(x):
    return 2 * x
"""


@pytest.fixture(scope="session")
def tiny(tmp_path_factory) -> ProblemSet:
    """A set with a hidden item, and one whose function can hang."""
    folder = tmp_path_factory.mktemp("sets") / "tiny"
    folder.mkdir()
    (folder / "set.yaml").write_text(SET, "utf-8")
    (folder / "reference.py").write_text(REFERENCE)
    return load_set(folder)


Wait = Callable[[Path], bool]


@dataclass
class Container:
    """`home` is what is seen as `/autograder` or `/grade` inside.

    `folders_open`: whether ordinary users may enter the folders above Python's.
    """

    kind: str
    home: Path
    seccomp: bytes | None = None
    folders_open: bool = True

    @property
    def results(self) -> Path:
        return self.home / "results" / "results.json"

    @property
    def script(self) -> str:
        inside = "/autograder/run_autograder"
        return inside if self.kind == "gradescope" else "/grade/tests/run_autograder"

    def hand_in(self, text: str, name: str = "answers.py") -> None:
        folder = self.home / ("submission" if self.kind == "gradescope" else "student")
        (folder / name).write_text(text, "utf-8")

    def start(self, *command: str) -> subprocess.Popen[str]:
        """Runs the autograder, or another command, with the layout as its root."""
        words = private_root(self)
        keep: tuple[int, ...] = ()
        if self.seccomp is not None:
            reading, writing = os.pipe()
            os.write(writing, self.seccomp)
            os.close(writing)
            words += ["--seccomp", str(reading)]
            keep = (reading,)
        process = subprocess.Popen(
            [*words, "--", *(command or (self.script,))],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            pass_fds=keep,
            start_new_session=True,
            env={"PATH": "/usr/bin:/bin", **AS_IT_IS},
        )
        for each in keep:
            os.close(each)
        return process

    def run(self, *command: str) -> tuple[int, str]:
        """Its exit status and its output."""
        with self.start(*command) as process:
            out, _ = process.communicate(timeout=120)
        return process.returncode, out

    def run_until(self, enough: Wait) -> None:
        """Runs it until its results are enough, and ends it as a time limit would."""
        with self.start() as process:
            deadline = time.monotonic() + 100
            while not (self.results.exists() and enough(self.results)):
                assert process.poll() is None, process.stdout and process.stdout.read()
                assert time.monotonic() < deadline
                time.sleep(0.05)
            os.killpg(process.pid, signal.SIGKILL)


AS_IT_IS = {name: os.environ[name] for name in ("OPENBLAS_CORETYPE",) if name in os.environ}


def private_root(container: Container) -> list[str]:
    home = "/autograder" if container.kind == "gradescope" else "/grade"
    shown = {sys.prefix: "/opt/grader", sys.base_prefix: sys.base_prefix}
    package = os.path.dirname(os.path.realpath(grader.__file__))
    shown |= {package: package, str(container.home): home}
    words = [shutil.which("bwrap") or "bwrap", "--die-with-parent", "--cap-add", "ALL"]
    for each in ("/usr", "/bin", "/sbin", "/lib", "/lib64", "/etc"):
        if os.path.islink(each):
            words += ["--symlink", os.readlink(each), each]
        elif os.path.isdir(each):
            words += ["--ro-bind", each, each]
    words += ["--proc", "/proc", "--dev", "/dev", "--perms", "1777", "--tmpfs", "/tmp"]
    for outside, inside in shown.items():
        if not inside.startswith("/usr"):
            words += [*_folders_above(inside, container.folders_open)]
            words += ["--bind" if inside == home else "--ro-bind", outside, inside]
    return words


def _folders_above(path: str, everybody: bool) -> Iterator[str]:
    for folder in list(Path(path).parents)[-2::-1]:
        yield from ("--perms", "0755" if everybody else "0700", "--dir", str(folder))


@pytest.fixture
def engine_filter() -> Callable[..., bytes]:
    """The filter of a container engine, for those machines that it is written for."""
    if platform.machine() != "x86_64":
        pytest.skip("the filter is written for x86-64")
    return as_in_a_container


def no_private_root() -> str:
    """Why no such root can be had here; nothing where it can."""
    if sys.platform != "linux" or shutil.which("bwrap") is None:
        return "bubblewrap makes the private root"
    if os.getuid() != 0:
        return "containers run autograders as root"
    done = subprocess.run(
        [
            *private_root(Container("gradescope", Path("/usr"))),
            "--",
            "/opt/grader/bin/python",
            "-V",
        ],
        capture_output=True,
        check=False,
        text=True,
    )
    return "" if done.returncode == 0 else done.stderr.strip()


@pytest.fixture
def container(tiny, tmp_path, request) -> Container:
    """One for Gradescope, or of the kind that the test is given."""
    if why := no_private_root():
        pytest.skip(why)
    kind = getattr(request, "param", "gradescope")
    home = tmp_path / "home"
    if kind == "gradescope":
        home.mkdir()
        write_folder(pack(tiny, kind, catalogue("en")), str(home / "source"))
        shutil.copy2(home / "source" / "run_autograder", home)
        (home / "submission").mkdir()
    else:
        write_folder(pack(tiny, kind, catalogue("en")), str(tmp_path / "pack"))
        shutil.copytree(tmp_path / "pack" / "questions" / "tiny", home)
        (home / "student").mkdir()
    return Container(kind, home)
