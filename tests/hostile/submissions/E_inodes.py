"""Makes more files than it may: here at most 2,100.

Must hold: the number of files has a cap, and all are gone afterwards.
"""
import os

for number in range(2100):
    os.close(os.open(f"file{number}", os.O_CREAT))
print("FILLED")
