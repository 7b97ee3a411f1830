"""A no-op, right only for an input of zeros.

Must hold: inputs are random numbers from a seed that the student never sees.
"""


def normalise(x):
    return x
