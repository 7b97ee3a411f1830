"""Prints and raises what careless patterns take for ever to read: repeated beginnings of matches.

Must hold: no check takes a pattern from an author yet; those of the grader itself are linear.
"""
text = "a" * 30_000 + "!" + "{x" * 10_000 + "%(" * 10_000 + "\x1b[" * 5_000 + " " * 20_000 + "x"
print(text)
total = text


def normalise(x):
    raise ValueError(text)
