"""What every layer works with: what was prepared before the fork, and what this child may use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from grader.child.confine.bpf import Filter
from grader.child.confine.kernel import Kernel
from grader.model.run import Limits


class UnavailableError(Exception):
    """This machine does not offer the layer; nothing was changed. `why` is for people."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Settings:
    """What one child may use.

    `work` is an existing folder of its own. `off` names layers to leave out, `readable` further
    paths that it may read, `keep` the descriptors that stay open.
    """

    work: str
    limits: Limits = field(default_factory=Limits)
    off: frozenset[str] = frozenset()
    readable: tuple[str, ...] = ()
    keep: tuple[int, ...] = (0, 1, 2)


@dataclass(frozen=True)
class Prepared:
    """Made once in the zygote, used by every child: what would cost each of them the time.

    `pid` and `parent` are those of the process that prepared. `landlock` is the version of the
    interface that rules are written for, 0 for none. `no_drop` says why root must stay root.
    `wrapped`: all children together are in namespaces of their own already.
    """

    pid: int
    parent: int
    kernel: Kernel | None
    landlock: int
    readable: tuple[str, ...]
    filter: Filter | None
    no_drop: str
    wrapped: bool = False


@dataclass(frozen=True)
class Layer:
    """One layer: `apply` returns a remark (often none), or raises UnavailableError.

    Any other exception means that it was applied by half: the child must not go on.
    """

    name: str
    apply: Callable[[Prepared, Settings], str]
    needs: tuple[str, ...] = ()


def kernel_of(prepared: Prepared) -> Kernel:
    """The kernel's door, where this is Linux."""
    if prepared.kernel is None:
        raise UnavailableError("only Linux offers this")
    return prepared.kernel
