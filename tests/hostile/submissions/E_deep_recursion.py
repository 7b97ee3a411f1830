"""Recurses without a limit, in Python, until its time or its memory is used up.

Must hold: that piece's error, and the grader's stack is untouched.
"""
import sys

sys.setrecursionlimit(2**31 - 1)


def forever():
    return forever()


forever()
