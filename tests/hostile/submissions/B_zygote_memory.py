"""Searches the memory of the process above, and its own, for secrets.

Must hold: the process that forks children never held one, and cannot be opened either.
"""
import os
import re

mark = b"CANARY".lower().upper()
for pid in (os.getppid(), "self"):
    try:
        maps = open(f"/proc/{pid}/maps").read()
        memory = open(f"/proc/{pid}/mem", "rb", buffering=0)
    except OSError as error:
        print(error)
        continue
    for start, end in re.findall(r"^([0-9a-f]+)-([0-9a-f]+) rw", maps, re.M):
        first, last = int(start, 16), int(end, 16)
        if last - first > 1 << 24:
            continue
        try:
            memory.seek(first)
            data = memory.read(last - first)
        except (OSError, OverflowError):
            continue
        for found in re.finditer(mark + rb"-[a-z]+-[0-9a-f]{16}", data):
            print(found.group())
