"""Sends JSON in which the same key comes twice, first honest, then forged.

Must hold: duplicate keys are refused.
"""
import os
import struct

head = b'{"kind":"ran","cells":[],"kind":"ran","notes":[],"tampering":[],"tampering":[]}'
os.write(101, struct.pack("<II", len(head), 0) + head)
