"""Calls rarely used parts of the kernel: keys, filters, page faults, performance counters.

Must hold: each is refused before the kernel does anything.
"""
import ctypes
import platform

libc = ctypes.CDLL(None, use_errno=True)
calls = {"bpf": 321, "userfaultfd": 323, "perf_event_open": 298, "io_uring_setup": 425, "keyctl": 250}
if platform.machine() == "aarch64":
    calls = {"bpf": 280, "userfaultfd": 282, "perf_event_open": 241, "io_uring_setup": 425, "keyctl": 219}
for name, number in calls.items():
    ctypes.set_errno(0)
    got = libc.syscall(number, 0, 0, 0, 0, 0)
    if got >= 0 or ctypes.get_errno() not in (1, 38):
        print("REACHED-KERNEL", name, got, ctypes.get_errno())
