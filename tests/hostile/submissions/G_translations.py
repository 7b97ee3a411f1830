"""Forges notes with templates of the grader's own catalogue and nested ones of its own.

Must hold: a note is a note; rendering it in any language raises nothing.
"""
import os

from grader.model.message import Message
from grader.model.run import CellEvidence, Ran
from grader.wire import encode

nested = Message(template="{x}", values={"x": "y"})
for _ in range(8):
    nested = Message(template="{x} {count}", values={"x": nested}, plural="{x}s", count=-1)
notes = (
    Message(template="cell {cell}, line {line}", values={}),
    Message(template="", plural="", count=0),
    Message(template="Project-Id-Version", values={"x": (1, 2.5, "z")}),
    nested,
)
os.write(101, encode(Ran(cells=(CellEvidence(number=1),), notes=notes)))
