"""The layers that a child wraps itself in before it runs any student code."""

from __future__ import annotations

import os
import sys

from grader.child.confine import (
    capabilities,
    death_signal,
    descriptors,
    landlock,
    namespaces,
    no_new_privs,
    paths,
    rlimits,
    rootdrop,
    seccomp,
    session,
    tmpfs,
    undumpable,
)
from grader.child.confine.kernel import Kernel
from grader.child.confine.layer import Layer, Prepared, Settings, UnavailableError
from grader.model.run import LayerState

__all__ = ["LAYERS", "Prepared", "Settings", "UnavailableError", "apply", "prepare"]

# In this order: mounting needs the namespaces' powers, which are dropped next; a change of user or
# of powers forgets the death signal; Landlock and seccomp ask for no_new_privs; seccomp comes last
# because it forbids what the others do.
_ALL = (
    Layer("session", session.apply),
    Layer("descriptors", descriptors.apply),
    Layer("rootdrop", rootdrop.apply),
    Layer("namespaces", namespaces.apply),
    Layer("tmpfs", tmpfs.apply, needs=("namespaces",)),
    Layer("capabilities", capabilities.apply),
    Layer("rlimits", rlimits.apply),
    Layer("death_signal", death_signal.apply),
    Layer("undumpable", undumpable.apply),
    Layer("no_new_privs", no_new_privs.apply),
    Layer("landlock", landlock.apply, needs=("no_new_privs",)),
    Layer("seccomp", seccomp.apply, needs=("no_new_privs",)),
)
LAYERS = tuple(layer.name for layer in _ALL)


def prepare(*, wrapped: bool = False) -> Prepared:
    """What is the same for every child: done once, in the process that will fork them."""
    kernel = Kernel() if sys.platform == "linux" else None
    readable = paths.readable()
    version = landlock.version(kernel)
    return Prepared(
        pid=os.getpid(),
        parent=os.getppid(),
        kernel=kernel,
        landlock=version,
        readable=readable,
        filter=seccomp.build(version) if kernel else None,
        no_drop=rootdrop.why_not(readable) if kernel else "",
        wrapped=wrapped,
    )


def apply(prepared: Prepared, settings: Settings) -> tuple[LayerState, ...]:
    """Confines this process for good, and says layer by layer how.

    A layer that the machine does not offer is passed over. Any exception means that one was
    applied by half: the caller must end the process without running student code.
    """
    os.chdir(settings.work)
    states: dict[str, LayerState] = {}
    for layer in _ALL:
        states[layer.name] = _applied(layer, prepared, settings, states)
    return tuple(states.values())


def _applied(
    layer: Layer, prepared: Prepared, settings: Settings, before: dict[str, LayerState]
) -> LayerState:
    if layer.name in settings.off:
        return LayerState(name=layer.name, state="off", why="switched off")
    for needed in layer.needs:
        if before[needed].state != "applied":
            return LayerState(name=layer.name, state="unavailable", why=f"it needs {needed}")
    try:
        return LayerState(
            name=layer.name, state="applied", why=layer.apply(prepared, settings)[:500]
        )
    except UnavailableError as error:
        return LayerState(name=layer.name, state="unavailable", why=error.why[:500])
