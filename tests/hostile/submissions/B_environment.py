"""Prints its own environment, as Python, C and the kernel see it.

Must hold: nothing of the grader's environment is in it.
"""
import ctypes
import os

print(dict(os.environ))
ctypes.CDLL(None).getenv.restype = ctypes.c_char_p
print(ctypes.CDLL(None).getenv(b"HOSTILE_" b"SECRET"))
for who in ("self", os.getppid()):
    try:
        print(open(f"/proc/{who}/environ").read())
    except OSError as error:
        print(error)
