"""What a container engine forbids, laid on a process of this machine without a container."""

from __future__ import annotations

import struct
import sys

INSTALL = """\
import ctypes, os, struct, sys
steps = bytes.fromhex(sys.argv[1])
kept = ctypes.create_string_buffer(steps, len(steps))
program = struct.pack("HP", len(steps) // 8, ctypes.addressof(kept))
libc = ctypes.CDLL(None, use_errno=True)
PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, FILTER = 38, 22, 2
for wish in ((PR_SET_NO_NEW_PRIVS, 1, 0), (PR_SET_SECCOMP, FILTER, program)):
    if libc.prctl(*wish, 0, 0):
        sys.exit(os.strerror(ctypes.get_errno()))
os.execv(sys.argv[2], sys.argv[2:])
"""


def under(steps: bytes, *command: str) -> tuple[str, ...]:
    """The command, with that seccomp filter on it and on all that it starts; for any user."""
    return sys.executable, "-c", INSTALL, steps.hex(), *command


def as_in_a_container(*, landlock: bool = True) -> bytes:
    """A filter as container engines have it: no new namespaces, no mounts. x86-64 alone.

    Without `landlock`, the kernel is one that does not have it.
    """
    load, equal, any_bit, give = 0x20, 0x15, 0x45, 0x06
    refuse, no_such_call, allow = 0x0005_0001, 0x0005_0026, 0x7FFF_0000
    unshare, mount, clone, clone3, create_ruleset = 272, 165, 56, 435, 444
    new_user = 0x1000_0000
    steps = [
        (load, 0, 0, 0),
        (equal, 8, 0, clone3),
        (equal, 7, 0, clone3 if landlock else create_ruleset),
        (equal, 5, 0, unshare),
        (equal, 4, 0, mount),
        (equal, 0, 2, clone),
        (load, 0, 0, 16),
        (any_bit, 1, 0, new_user),
        (give, 0, 0, allow),
        (give, 0, 0, refuse),
        (give, 0, 0, no_such_call),
    ]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)
