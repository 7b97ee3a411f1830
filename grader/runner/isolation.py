"""What the layers together keep a student's code from, and the word for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from grader.model.isolation import Isolation
from grader.model.message import Message, say
from grader.model.run import LayerState

WRAPPER = "process wrapper: "


@dataclass(frozen=True)
class Protection:
    """Something that students' code is kept from, in words that follow "it could".

    `by` holds alternatives: each is a set of layers that suffices when all of it is applied.
    """

    name: str
    could: Message
    by: tuple[frozenset[str], ...]


def _any(*alternatives: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(alternative.split("+")) for alternative in alternatives)


PROTECTIONS = (
    Protection(
        "files",
        say("read and change the files that this user can"),
        _any("landlock", "bwrap"),
    ),
    Protection(
        "processes",
        say("signal this user's other processes and read their memory"),
        _any("seccomp+landlock", "seccomp+bwrap", "seccomp+unshare"),
    ),
    Protection(
        "programs",
        say("start programs that go on after the run"),
        _any("seccomp", "bwrap", "unshare"),
    ),
    Protection(
        "network",
        say("use the network"),
        _any("seccomp", "namespaces", "bwrap", "unshare"),
    ),
    Protection(
        "other runs",
        say("look into other students' runs"),
        _any("landlock", "tmpfs+undumpable"),
    ),
    Protection(
        "memory and processor",
        say("use up this machine's memory and processor time"),
        _any("rlimits"),
    ),
    Protection("disk", say("fill the disk"), _any("tmpfs")),
    Protection(
        "kernel",
        say("reach rarely used parts of the kernel"),
        _any("seccomp"),
    ),
    Protection(
        "rights",
        say("gain further rights"),
        _any("no_new_privs+capabilities"),
    ),
    Protection("root", say("act as root where no other layer forbids it"), _any("rootdrop")),
    Protection(
        "open files",
        say("use the files and the terminal that the grader has open"),
        _any("descriptors+session"),
    ),
    Protection(
        "end",
        say("go on running when the grader is killed"),
        _any("death_signal", "bwrap", "unshare"),
    ),
)

# With neither of these, the rest is no sandbox: answers can be read, and other runs changed.
ESSENTIAL = frozenset({"files", "processes"})


def judge_isolation(wrapper: Iterable[LayerState], child: Iterable[LayerState]) -> Isolation:
    """The level that the applied layers reach: of those around all children and of one child."""
    layers = (*wrapper, *child)
    lacking = unprotected(layers)
    if not lacking:
        return Isolation(level="sealed", meaning=_sealed(), layers=layers)
    could = tuple(protection.could for protection in lacking)
    if {protection.name for protection in lacking} >= ESSENTIAL:
        return Isolation(level="not sealed", meaning=_not_sealed(could), layers=layers)
    return Isolation(level="partly sealed", meaning=_partly_sealed(could), layers=layers)


def unprotected(layers: Iterable[LayerState]) -> tuple[Protection, ...]:
    """What the applied layers leave open, the worst first."""
    applied = {layer.name.removeprefix(WRAPPER) for layer in layers if layer.state == "applied"}
    return tuple(p for p in PROTECTIONS if not any(layers <= applied for layers in p.by))


def _sealed() -> Message:
    return say(
        "Students' code could read no files but Python's own, write none but its own, use no "
        "network, start no programs, see no other run, and use no more than its limits."
    )


def _partly_sealed(could: tuple[Message, ...]) -> Message:
    return say(
        "Students' code was kept apart, but not in every way: it could {could}. "
        "`grade doctor` says what is missing here.",
        could=could,
    )


def _not_sealed(could: tuple[Message, ...]) -> Message:
    return say(
        "Students' code was not kept apart from this machine: it could {could}. Grade only "
        "submissions that you trust; `grade doctor` says what is missing here.",
        could=could,
    )
