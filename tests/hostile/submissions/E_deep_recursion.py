"""Recurses without a limit, in Python and in C.

Must hold: a crash of the interpreter is that piece's error.
"""
import sys
import threading

sys.setrecursionlimit(2**31 - 1)


def down(found):
    return repr(found) if found is None else down(found)


def forever():
    return [forever() for _ in range(1)]


forever()
