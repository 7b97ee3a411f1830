"""Computes a number with billions of digits.

Must hold: time or memory ends it.
"""
9 ** (9**10)
