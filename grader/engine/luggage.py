"""What travels to another machine: a problem set's files, and what must be alike at both ends."""

from __future__ import annotations

import platform
from importlib.metadata import version
from pathlib import Path

from grader import __version__
from grader.errors import UsageError
from grader.model.base import Model
from grader.model.message import Message, say
from grader.model.run import Limits
from grader.specs import load_set
from grader.specs.files import CHECKS, REFERENCE, SPEC, STARTER, WRONG


class SetFiles(Model):
    """A set's files by their paths in its folder, called `name`; wrong answers without content."""

    name: str
    digest: str
    files: tuple[tuple[str, bytes], ...]


class Software(Model):
    """What a verdict may depend on: of Python, the first two numbers of its version."""

    grader: str
    python: str
    numpy: str
    torch: str


class Luggage(Model):
    """All that a grader elsewhere needs before the first submission comes."""

    set: SetFiles
    seed: int
    limits: Limits
    software: Software


def software_here() -> Software:
    """Of this process, without importing any of it."""
    return Software(
        grader=__version__,
        python=".".join(platform.python_version_tuple()[:2]),
        numpy=version("numpy"),
        torch=version("torch"),
    )


def pack(folder: str) -> SetFiles:
    """The set in that folder; SpecError if it has mistakes."""
    loaded, root = load_set(folder), Path(folder)
    names = [name for name in (SPEC, REFERENCE, STARTER, CHECKS) if (root / name).is_file()]
    whole = [(name, (root / name).read_bytes()) for name in names]
    wrong = [(f"{WRONG}/{path.name}", b"") for path in sorted(root.glob(f"{WRONG}/*.py"))]
    name = root.resolve().name or loaded.slug
    return SetFiles(name=name, digest=loaded.digest, files=(*whole, *wrong))


def unpack(files: SetFiles, room: str) -> str:
    """Writes them to a folder in `room` and returns its path."""
    folder = Path(room, files.name)
    for name, data in files.files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return str(folder)


def check_digest(worker: str, here: str, there: str) -> None:
    """UsageError if a worker has loaded another set than was sent."""
    if here != there:
        raise UsageError(
            say(
                "The worker {worker} has another version of the set ({there}, here {here}). Save "
                "the set's files and run the command again.",
                worker=worker,
                there=there[:12],
                here=here[:12],
            )
        )


def check_software(worker: str, here: Software, there: Software) -> None:
    """UsageError if a worker could come to another verdict."""
    for name, ours in here:
        theirs = getattr(there, name)
        if ours != theirs:
            raise UsageError(otherwise(worker, name, ours, theirs))


def otherwise(worker: str, name: str, here: str, there: str | None) -> Message:
    """A worker's version of something is not ours; None if it has none."""
    if there is None:
        return say(
            "The worker {worker} has no {name}; here it is {here}. Install the same version there.",
            worker=worker,
            name=name,
            here=here,
        )
    return say(
        "The worker {worker} has {name} {there}; here it is {here}. Install the same version at "
        "both ends: reports would differ.",
        worker=worker,
        name=name,
        there=there,
        here=here,
    )
