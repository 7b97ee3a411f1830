"""Reads the reference from the problem set's own folder, and hands it in.

Must hold: the file cannot be read. Without layers it can, which earns full marks.
"""
source = open("@REFERENCE@").read()
print(source)
exec(source)
