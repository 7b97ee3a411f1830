"""What this machine offers to keep students' code apart: found by doing it, not by its version."""

from __future__ import annotations

import os
import platform
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

from pydantic import Field, ValidationError

from grader.errors import RunnerError
from grader.model.base import Model
from grader.model.isolation import Isolation
from grader.model.message import Message, say
from grader.model.run import LayerState
from grader.runner.isolation import judge_isolation, unprotected
from grader.runner.launch import LaunchPlan, Wrapper, discard, plan
from grader.runner.remedies import remedy

SECONDS = 60
PROBE = ("-P", "-s", "-m", "grader.child.confine.probe")
WAYS: tuple[Wrapper, ...] = ("bwrap", "unshare", "none")


class Way(Model):
    """One way to start students' code, and how well it keeps it apart.

    `hindrance` says why the way cannot be used; `isolation` is then None. `broken` names
    protections that the layers promise and that did not hold when tried.
    """

    wrapper: Wrapper
    isolation: Isolation | None = None
    hindrance: Message | None = None
    broken: tuple[str, ...] = ()


class Missing(Model):
    """A layer that this machine lacks in the best way, and how to get it."""

    layer: str
    why: str
    remedy: Message


class Examination(Model):
    """The machine, every way that was tried, the one that grading takes, and what it lacks."""

    system: str
    ways: tuple[Way, ...]
    best: Way
    missing: tuple[Missing, ...]


class Probed(Model):
    """What the probe prints."""

    layers: Annotated[tuple[LayerState, ...], Field(max_length=40)]
    bites: tuple[str, ...]
    threads: bool


def examine() -> Examination:
    """Starts a throw-away process in each way; about a second in all."""
    ways = tuple(try_way(wrapper) for wrapper in WAYS)
    best = next((way for way in ways if way.isolation is not None), ways[-1])
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    return Examination(system=system, ways=ways, best=best, missing=tuple(_missing(ways, best)))


def try_way(wrapper: Wrapper) -> Way:
    """Confines a process in that way, and lets it try to get out."""
    try:
        made = plan(wrapper)
    except RunnerError as error:
        return Way(wrapper=wrapper, hindrance=error.message)
    try:
        return _way(wrapper, made)
    finally:
        discard(made)


def _way(wrapper: Wrapper, made: LaunchPlan) -> Way:
    try:
        probed = _probed(made)
    except (OSError, ValueError, ValidationError, subprocess.SubprocessError) as error:
        told = say("The probe could not be run: {error}", error=str(error)[-500:])
        return Way(wrapper=wrapper, hindrance=told)
    open_ones = {p.name for p in unprotected((*made.layers, *probed.layers))}
    return Way(
        wrapper=wrapper,
        isolation=judge_isolation(made.layers, probed.layers),
        broken=tuple(name for name in probed.bites if name not in open_ones),
    )


def _probed(made: LaunchPlan) -> Probed:
    with _bait() as (file, port):
        process = made.start(
            (sys.executable, *PROBE, made.scratch, file, str(port)),
            stdout=subprocess.PIPE,
        )
        try:
            said, errors = process.communicate(timeout=SECONDS)
        finally:
            process.kill()
            process.communicate()
    if process.returncode != 0:
        raise ValueError(errors.decode("utf-8", "replace").strip() or "it said nothing")
    return Probed.model_validate_json(said)


@contextmanager
def _bait() -> Iterator[tuple[str, int]]:
    """A file that all may read, and a port that listens, for the time of the probe."""
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as server:
        os.chmod(folder, 0o755)  # noqa: S103 - to be read by whoever the probe runs as
        file = os.path.join(folder, "bait")
        with open(file, "w", encoding="ascii") as bait:
            bait.write("not for students")
        yield file, int(server.getsockname()[1])


def _missing(ways: tuple[Way, ...], best: Way) -> Iterator[Missing]:
    for way in ways:
        if way.hindrance is not None and way.wrapper == "bwrap":
            yield Missing(layer=way.wrapper, why="", remedy=way.hindrance)
    for layer in best.isolation.layers if best.isolation else ():
        if layer.state == "unavailable":
            yield Missing(layer=layer.name, why=layer.why, remedy=remedy(layer.name, layer.why))
