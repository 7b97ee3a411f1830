"""Makes more files than it may: here at most 4,000.

Must hold: the number of files has a cap, and all are gone afterwards.
"""
import os

for number in range(4000):
    os.close(os.open(f"file{number}", os.O_CREAT))
print("FILLED")
