"""ANSI and OSC sequences in an exception's text and class, in values, names and prints.

Must hold: no report contains a control character.
"""

evil = "\x1b[2J\x1b]0;owned\x07\x1b]8;;http://evil\x1b\\\x9b31m\r\x08PASSED\x7f\x00"
Error = type(evil, (Exception,), {})
globals()["total" + evil] = 1
total = evil
array = view = type(evil, (), {})()
noise = {evil: evil}


def normalise(x):
    raise Error(evil)


print(evil)
