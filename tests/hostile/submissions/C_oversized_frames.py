"""Announces frames of 4 GiB, then sends for ever.

Must hold: lengths above the caps are refused before anything is allocated.
"""
import os
import struct

os.write(101, struct.pack("<II", 2**32 - 1, 2**32 - 1))
while True:
    os.write(101, bytes(1 << 16))
