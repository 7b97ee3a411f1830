"""What cannot be kept as a file in a repository is made when the test runs: links, pipes, bombs."""

from __future__ import annotations

import io
import json
import os
import py_compile
import shutil
import socket
import stat
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

Places = Mapping[str, str]


def _links(path: Path, places: Places) -> None:
    (path / "secret.txt").symlink_to(places["SECRET_FILE"])
    (path / "folder").symlink_to(Path(places["SECRET_FILE"]).parent)
    (path / "nothing.txt").symlink_to("/nonexistent/file")
    (path / "loop.txt").symlink_to("loop.txt")
    (path / "around").symlink_to(".")


def _itself_a_link(path: Path, places: Places) -> None:
    path.unlink()
    path.symlink_to(places["SECRET_FILE"])


def _hard_link(path: Path, places: Places) -> None:
    os.link(places["BAIT"], path / "linked.txt")


def _pipes_and_devices(path: Path, places: Places) -> None:
    os.mkfifo(path / "data.txt")
    with socket.socket(socket.AF_UNIX) as listener:
        here = os.open(path, os.O_RDONLY)
        listener.bind(f"/proc/self/fd/{here}/data.csv")
        os.close(here)
    with suppress(OSError):
        os.mknod(path / "zero.npy", 0o666 | stat.S_IFCHR, os.makedev(1, 5))


def _odd_names(path: Path, places: Places) -> None:
    names = "a\nb.txt", "-rf.txt", "\x1b[31m.py", "\u202etxt.py", "Twin.txt", "twin.txt", " .txt"
    for name in (*names, "x" * 240 + ".txt", "한글.txt", "con.txt", "a;b$(c).txt", "..txt"):
        (path / name).write_text("data")
    with suppress(OSError):
        (path / os.fsdecode(b"\xff\xfe.txt")).write_text("data")


def _poisoned_cache(path: Path, places: Places) -> None:
    helper = path / "helper.py"
    honest = helper.read_text()
    helper.write_text("TOTAL = 5050\n")
    py_compile.compile(str(helper), invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
    helper.write_text(honest)
    for compiled in (path / "__pycache__").iterdir():
        shutil.copyfile(compiled, path / "helper.pyc")


DRESSING: Mapping[str, Callable[[Path, Places], None]] = {
    "D_poisoned_cache": _poisoned_cache,
    "F_symbolic_links": _links,
    "F_link_as_submission.py": _itself_a_link,
    "F_hard_link": _hard_link,
    "F_pipes_and_devices": _pipes_and_devices,
    "F_odd_names": _odd_names,
}


def _zipped() -> str:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("submission.py", bytes(1 << 20))
    return packed.getvalue().decode("latin-1")


CELL = json.dumps({"cell_type": "markdown", "metadata": {}, "source": ""})

# Too long to keep: `@NAME@` in an attack's text stands for what is made here.
LONG: Mapping[str, Callable[[], str]] = {
    "PARENS": lambda: "(" * 45_000 + ")" * 45_000,
    "SIGNS": lambda: "-" * 30_000,
    "TERMS": lambda: "1+" * 30_000,
    "BLANKS": lambda: "\n" * 15_000 + " " * 60_000 + "\n",
    "WIDE": lambda: " " * 20_000 + "9" * 10_000,
    "MUCH": lambda: "x" * 1_000_000,
    "NESTED": lambda: "[" * 1_000_000,
    "HUGE": lambda: "x" * 21_000_000,
    "ZIPPED": _zipped,
    "CELLS": lambda: ",".join([CELL] * 6000),
}
