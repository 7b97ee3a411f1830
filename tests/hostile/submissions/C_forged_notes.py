"""Forges the notes above the items: full marks, with markup, controls and a format string.

Must hold: a note is text and changes no item; every format shows it harmless.
"""
import os

from grader.model.message import Message
from grader.model.run import CellEvidence, Ran
from grader.wire import encode

note = Message(
    template="\x1b[2J\x1b[32mALL PASSED\x1b[0m {x} {x.__class__} {0} <script>alert(1)</script>",
    values={"x": "\u202e{y}"},
)
os.write(101, encode(Ran(cells=(CellEvidence(number=1),), notes=(note,) * 20)))
