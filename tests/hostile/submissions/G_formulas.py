"""Texts that a spreadsheet would run: they begin with =, +, -, @, a tab or a line break.

Must hold: no cell of a table begins so.
"""

total = '=HYPERLINK("http://evil")'
noise = "@SUM(1+1)*cmd|' /C calc'!A0"
array = view = "\t=1+1"


def normalise(x):
    raise type("=1+1", (Exception,), {})("+1+1\r\n=2+2")
