"""Files: it reads Python's own and the system's libraries, and writes in its work folder only.

The rules are those of the kernel's documentation, Documentation/userspace-api/landlock.rst.
"""

from __future__ import annotations

import os
import stat
import struct
from collections.abc import Iterable

from grader.child.confine.kernel import Kernel
from grader.child.confine.layer import Prepared, Settings, UnavailableError, kernel_of

CREATE, ADD, RESTRICT = 444, 445, 446
ASK_VERSION = 1
BENEATH = 1
NO_LOG = 1

WRITE, READ, LIST = 1 << 1, 1 << 2, 1 << 3
REMOVE_FOLDER, REMOVE_FILE = 1 << 4, 1 << 5
MAKE_FOLDER, MAKE_FILE, MAKE_FIFO, MAKE_LINK = 1 << 7, 1 << 8, 1 << 10, 1 << 12
FIRST_VERSION = (1 << 13) - 1
MOVE, TRUNCATE, DEVICE_CONTROL = 1 << 13, 1 << 14, 1 << 15
TCP = 3
ABSTRACT_SOCKETS_AND_SIGNALS = 3

READS = READ | LIST
WRITES = READS | WRITE | TRUNCATE | MOVE | REMOVE_FOLDER | REMOVE_FILE | MAKE_FOLDER | MAKE_FILE
WRITES |= MAKE_FIFO | MAKE_LINK
OF_A_FILE = READ | WRITE | TRUNCATE

# From which version on the kernel can forbid it, and what is lost before.
GAPS = ((3, "files may be cut short"), (4, "TCP"), (6, "signals and abstract sockets"))

WRITABLE = ("/dev/null",)


def version(kernel: Kernel | None) -> int:
    """The version of Landlock that this kernel offers; 0 for none."""
    try:
        return kernel.syscall(CREATE, None, 0, ASK_VERSION) if kernel else 0
    except OSError:
        return 0


def apply(prepared: Prepared, settings: Settings) -> str:
    """Restricts the process for good; the remark names what this kernel's version leaves open."""
    kernel = kernel_of(prepared)
    if prepared.landlock < 1:
        raise UnavailableError("the kernel has no Landlock (Linux 5.13 or later, switched on)")
    try:
        _restrict(kernel, prepared, settings)
    except OSError as error:
        raise UnavailableError(f"the kernel refuses Landlock ({error.strerror})") from error
    left = ", ".join(what for since, what in GAPS if prepared.landlock < since)
    return f"version {prepared.landlock}" + (f", which leaves out: {left}" if left else "")


def _restrict(kernel: Kernel, prepared: Prepared, settings: Settings) -> None:
    attributes, size = handled_by(prepared.landlock)
    files = struct.unpack("=Q", attributes[:8])[0]
    ruleset = kernel.syscall(CREATE, attributes, size, 0)
    try:
        _allow(kernel, ruleset, (*prepared.readable, *settings.readable), READS & files)
        _allow(kernel, ruleset, (settings.work, *WRITABLE), WRITES & files)
        kernel.syscall(RESTRICT, ruleset, NO_LOG if prepared.landlock >= 7 else 0)
    finally:
        os.close(ruleset)


def handled_by(abi: int) -> tuple[bytes, int]:
    """The attributes of a ruleset that forbids all that version `abi` can, and their size."""
    files = FIRST_VERSION
    for since, right in ((2, MOVE), (3, TRUNCATE), (5, DEVICE_CONTROL)):
        files |= right if abi >= since else 0
    fields = [files]
    fields += [TCP] if abi >= 4 else []
    fields += [ABSTRACT_SOCKETS_AND_SIGNALS] if abi >= 6 else []
    attributes = struct.pack(f"={len(fields)}Q", *fields)
    return attributes, len(attributes)


def _allow(kernel: Kernel, ruleset: int, paths: Iterable[str], rights: int) -> None:
    for path in paths:
        try:
            opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except (FileNotFoundError, NotADirectoryError, PermissionError):
            # What is not there, or closed to this user anyway, needs no rule.
            continue
        try:
            is_folder = stat.S_ISDIR(os.fstat(opened).st_mode)
            rule = struct.pack("=Qi", rights if is_folder else rights & OF_A_FILE, opened)
            kernel.syscall(ADD, ruleset, BENEATH, rule, 0)
        finally:
            os.close(opened)
