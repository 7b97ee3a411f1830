"""Grows a bytes object to 1 GiB.

Must hold: the limit is the student's alone.
"""
kept = []
for _ in range(16):
    kept.append(bytes(64 << 20))
print("ALLOCATED")
