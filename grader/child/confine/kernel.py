"""System calls that the standard library does not wrap in every Python that we support."""

from __future__ import annotations

import ctypes
import os

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_SECCOMP = 22
PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS = 38
PR_CAP_AMBIENT = 47


class Kernel:
    """The C library's door to the kernel. Every call raises OSError where the kernel refuses."""

    def __init__(self) -> None:
        self._libc = ctypes.CDLL(None, use_errno=True)

    def prctl(self, option: int, *arguments: int) -> None:
        """prctl(2); missing arguments are 0."""
        four = (*arguments, 0, 0, 0, 0)[:4]
        self._must(self._libc.prctl(option, *map(ctypes.c_ulong, four)))

    def unshare(self, flags: int) -> None:
        """unshare(2), which Python wraps only from 3.12 on."""
        self._must(self._libc.unshare(ctypes.c_int(flags)))

    def mount(self, kind: str | None, target: str, flags: int, options: str = "") -> None:
        """mount(2) of a file system that needs no device; `kind` is None to change a mount."""
        source = kind.encode() if kind else None
        where, data = target.encode(), options.encode()
        self._must(self._libc.mount(source, where, source, ctypes.c_ulong(flags), data))

    def capset(self, header: bytes, sets: bytes) -> None:
        """capset(2)."""
        self._must(self._libc.capset(header, sets))

    def madvise(self, start: int, length: int, advice: int) -> None:
        """madvise(2)."""
        self._must(
            self._libc.madvise(
                ctypes.c_void_p(start), ctypes.c_size_t(length), ctypes.c_int(advice)
            )
        )

    def syscall(self, number: int, *arguments: int | bytes | None) -> int:
        """syscall(2) for calls that the C library has no name for; its result."""
        whole = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
        return self._must(self._libc.syscall(ctypes.c_long(number), *whole))

    @staticmethod
    def _must(result: int) -> int:
        if result < 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))
        return int(result)
