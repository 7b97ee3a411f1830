"""Tries to gain rights: new namespaces, mounts, another root, another user.

Must hold: each is refused.
"""
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
if libc.unshare(0x10000000) == 0:
    print("GOT unshare")
if libc.mount(b"none", b"/", b"tmpfs", 0x1000, None) == 0:
    print("GOT mount")
if libc.chroot(b".") == 0:
    print("GOT chroot")
for name in ("setuid", "setgid"):
    try:
        getattr(os, name)(0 if os.getuid() else 12345)
        print("GOT", name)
    except OSError as error:
        print(error)
