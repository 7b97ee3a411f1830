"""Control characters that XML forbids, lone surrogates, and non-characters.

Must hold: every format can be written and read again.
"""

evil = "\x00\x01\x0b\x0c\x0e\x1f\ufffe\uffff\ud800\udfff]]>"
total = evil
noise = {evil: 1}


def normalise(x):
    raise ValueError(evil)
