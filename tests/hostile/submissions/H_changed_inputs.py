"""Changes the input in place, so that a later comparison would be made with the changed one.

Must hold: the reference has been given inputs of its own, elsewhere.
"""


def normalise(x):
    x.zero_()
    x.resize_(0)
    return x
