"""The grader that runs here, as a wheel: its code and words, and no problem set.

Written by hand: a pack is made where the grader is installed, and nothing that builds wheels need
be there. The format is PyPA's binary distribution format 1.0.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.metadata
import io
import os
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping

import grader
from grader.errors import UsageError
from grader.model.message import say

LONG_AGO = (1980, 1, 1, 0, 0, 0)
TAGS = "Wheel-Version: 1.0\nGenerator: grader\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
LEFT_OUT = ("__pycache__",)
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def wheel() -> tuple[str, bytes]:
    """Its file name and its bytes, which are the same for the same code."""
    known = _distribution()
    about = f"grader-{grader.__version__}.dist-info"
    files = dict(_package())
    files[f"{about}/METADATA"] = (known.read_text("METADATA") or "").encode()
    files[f"{about}/WHEEL"] = TAGS.encode()
    files[f"{about}/entry_points.txt"] = (known.read_text("entry_points.txt") or "").encode()
    files[f"{about}/RECORD"] = _record(files, f"{about}/RECORD").encode()
    return f"grader-{grader.__version__}-py3-none-any.whl", zipped(
        (name, data, False) for name, data in files.items()
    )


def constraints() -> str:
    """What pip is to install: the versions of what the grader needs, as they are here.

    Without local parts (`+cpu`), which indexes other than the one that they come from do not know.
    """
    lines = ["# The versions with which this pack was made."]
    for name in sorted(_needed(), key=str.lower):
        version = importlib.metadata.version(name).partition("+")[0]
        lines.append(f"{name}=={version}")
    return "\n".join(lines) + "\n"


def zipped(files: Iterable[tuple[str, bytes, bool]]) -> bytes:
    """A zip of names, bytes and whether to run them; the same bytes for the same files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data, runs in files:
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.create_system = 3
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o100755 if runs else 0o100644) << 16
            archive.writestr(entry, data)
    return packed.getvalue()


def _distribution() -> importlib.metadata.Distribution:
    try:
        return importlib.metadata.distribution("grader")
    except importlib.metadata.PackageNotFoundError:
        raise UsageError(
            say(
                "A pack is made of the installed grader, and it is not installed here. Install it "
                "first: {command}",
                command="pip install .",
            )
        ) from None


def _needed() -> Iterator[str]:
    """The names of what must be installed with it, extras aside."""
    for line in _distribution().requires or ():
        name = NAME.match(line)
        if name is not None and "extra ==" not in line:
            yield name[0]


def _package() -> Iterator[tuple[str, bytes]]:
    (top,) = grader.__path__
    for folder, inside, names in os.walk(top):
        inside[:] = sorted(set(inside).difference(LEFT_OUT))
        for name in sorted(names):
            path = os.path.join(folder, name)
            with open(path, "rb") as file:
                yield f"grader/{os.path.relpath(path, top).replace(os.sep, '/')}", file.read()


def _record(files: Mapping[str, bytes], own: str) -> str:
    lines = [f"{name},sha256={_hash(data)},{len(data)}" for name, data in files.items()]
    return "\n".join([*lines, f"{own},,"]) + "\n"


def _hash(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
