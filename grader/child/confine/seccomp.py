"""System calls: no process, program, socket, trace, mount or key, and no signal but to itself.

Own code, not libseccomp: its bindings (pyseccomp) look for the C library by running other programs,
know only the calls that were known when that library was built, and cannot fill in a process id
afterwards, so that every child would have to build the filter anew (1.8 ms against 0.2). The
numbers are held against libseccomp's in a test.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform

from grader.child.confine.bpf import ALLOW, OWN_PID, REFUSE, Check, Filter, assemble
from grader.child.confine.kernel import PR_SET_SECCOMP
from grader.child.confine.layer import Prepared, Settings, UnavailableError, kernel_of
from grader.child.confine.syscalls import BEYOND, NUMBERS

FILTER_MODE = 2
MACHINES = {"x86_64": (0, 0xC000_003E), "aarch64": (1, 0xC000_00B7), "arm64": (1, 0xC000_00B7)}

DENY = REFUSE | errno.EPERM
NO_SUCH_CALL = REFUSE | errno.ENOSYS
IGNORE = REFUSE | 0

# Landlock does not cover a file's metadata. Ignored, not refused: shutil.copy and others go on.
METADATA = frozenset(
    {
        "chmod",
        "fchmod",
        "fchmodat",
        "fchmodat2",
        "chown",
        "fchown",
        "lchown",
        "fchownat",
        "utime",
        "utimes",
        "utimensat",
        "futimesat",
        "setxattr",
        "lsetxattr",
        "fsetxattr",
        "removexattr",
        "lremovexattr",
        "fremovexattr",
    }
)

CLONE_THREAD = 0x0001_0000
UNIX, STREAM, KIND_OF_SOCKET = 1, 1, 0xF
SET_OWNER, SET_SIGNAL, SET_OWNER_EX = 8, 10, 15
PUSH_INPUT, SELECTION, SET_SOCKET_OWNER, SET_GROUP = 0x5412, 0x541C, 0x8901, 0x8902
SET_FLAGS, SET_ATTRIBUTES = 0x4008_6602, 0x401C_5820
PARENT_DEATH, DUMPABLE, REAPER = 1, 4, 36

TO_ITSELF = Check(0, (OWN_PID,), inside=ALLOW, outside=DENY)
PARTLY: dict[str, int | Check] = {
    "clone": Check(0, (CLONE_THREAD,), inside=ALLOW, outside=DENY, mask=CLONE_THREAD),
    # Asked for clone3, the C library falls back on clone, whose flags a filter can see.
    "clone3": NO_SUCH_CALL,
    "kill": TO_ITSELF,
    "tgkill": TO_ITSELF,
    "rt_sigqueueinfo": TO_ITSELF,
    "rt_tgsigqueueinfo": TO_ITSELF,
    "prlimit64": Check(0, (0, OWN_PID), inside=ALLOW, outside=DENY),
    # asyncio wakes itself through a pair; other kinds could be sent to strangers.
    "socketpair": Check(
        0,
        (UNIX,),
        inside=Check(1, (STREAM,), inside=ALLOW, outside=DENY, mask=KIND_OF_SOCKET),
        outside=DENY,
    ),
    # A file's owner is sent signals, and any process may be named.
    "fcntl": Check(1, (SET_OWNER, SET_SIGNAL, SET_OWNER_EX), inside=DENY, outside=ALLOW),
    "ioctl": Check(
        1,
        (PUSH_INPUT, SELECTION, SET_SOCKET_OWNER, SET_GROUP, SET_FLAGS, SET_ATTRIBUTES),
        inside=DENY,
        outside=ALLOW,
    ),
    "prctl": Check(0, (PARENT_DEATH, DUMPABLE, REAPER), inside=DENY, outside=ALLOW),
}

# Landlock sees files being cut short only from its version 3 on. Writing to a file that may only
# be read is refused by every version; these calls cut it short without writing.
TRUNCATE, ACCESS = 0o1000, 3
SEEN_FROM = 3


def _cutting(flags: int) -> Check:
    return Check(flags, (TRUNCATE,), inside=DENY, outside=ALLOW, mask=TRUNCATE | ACCESS)


CUTTING_SHORT: dict[str, int | Check] = {
    "truncate": DENY,
    "open": _cutting(1),
    "openat": _cutting(2),
    "openat2": NO_SUCH_CALL,
}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_void_p))


def build(landlock: int, machine: str = "") -> Filter | None:
    """The filter for this machine, or None for one whose calls we have no table of.

    `landlock` is the version of Landlock at hand: what it does not see is refused here.
    """
    column, architecture = MACHINES.get(machine or platform.machine(), (0, 0))
    if not architecture:
        return None
    decisions = {
        number: _decision(name, landlock)
        for name, numbers in NUMBERS.items()
        if (number := numbers[column]) is not None
    }
    return assemble(architecture, decisions, BEYOND, NO_SUCH_CALL)


def apply(prepared: Prepared, _settings: Settings) -> str:
    """Loads the filter for good."""
    kernel = kernel_of(prepared)
    if prepared.filter is None:
        raise UnavailableError(f"there is no table of system calls for {platform.machine()}")
    code = prepared.filter.for_process(os.getpid())
    buffer = (ctypes.c_char * len(code)).from_buffer(code)
    program = _Program(len(code) // 8, ctypes.addressof(buffer))
    try:
        kernel.prctl(PR_SET_SECCOMP, FILTER_MODE, ctypes.addressof(program))
    except OSError as error:
        raise UnavailableError(f"the kernel refuses filters ({error.strerror})") from error
    return ""


def _decision(name: str, landlock: int) -> int | Check:
    if name in CUTTING_SHORT:
        return CUTTING_SHORT[name] if landlock < SEEN_FROM else ALLOW
    return IGNORE if name in METADATA else PARTLY.get(name, DENY)
