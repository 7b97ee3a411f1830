"""Raises GeneratorExit, StopIteration, KeyboardInterrupt and a chain of causes without end.

Must hold: each is told as the student's error.
"""


def normalise(x):
    first, second = KeyboardInterrupt("a"), GeneratorExit("b")
    first.__cause__, second.__context__ = second, first
    first.__context__, second.__cause__ = second, first
    raise first


raise StopIteration
