"""A program of more text than anybody writes. (@MUCH@ stands for it.)

Must hold: it is refused before it is parsed.
"""
total = "@MUCH@"
