"""Asks for shared anonymous memory and for a memory file: here 1 GiB.

Must hold: both count.
"""
import mmap

kept = mmap.mmap(-1, 1 << 30)
print("ALLOCATED")
