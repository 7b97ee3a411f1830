"""Sends JSON that is nested a hundred thousand levels deep, and one with as many parts.

Must hold: depth and number of parts have caps; the decoder raises one kind of error.
"""
import os
import struct

head = b"[" * 100_000 + b"]" * 100_000
os.write(101, struct.pack("<II", len(head), 0) + head)
