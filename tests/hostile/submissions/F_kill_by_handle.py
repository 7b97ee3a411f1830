"""Signals another process through a pidfd and through a file's owner.

Must hold: the victim lives.
"""
import fcntl
import os
import signal

try:
    signal.pidfd_send_signal(os.pidfd_open(@VICTIM@), signal.SIGKILL)
except OSError as error:
    print(error)
readable, writable = os.pipe()
fcntl.fcntl(readable, fcntl.F_SETOWN, @VICTIM@)
fcntl.fcntl(readable, 10, signal.SIGKILL)
fcntl.fcntl(readable, fcntl.F_SETFL, os.O_ASYNC)
os.write(writable, b"x")
