"""Looks for the folders of other runs, by name and number, for half a second.

Must hold: it sees no run but its own.
"""
import glob
import os
import time

here = os.getcwd()
number, above = os.path.basename(here), os.path.dirname(here)
until = time.monotonic() + 0.5
found = []
while number.isdigit() and not found and time.monotonic() < until:
    for other in range(max(int(number) - 3, 0), int(number) + 4):
        if other != int(number):
            found += filter(os.path.isfile, glob.glob(f"{above}/{other}/**", recursive=True))
for name in found:
    print("TAKEN-NEIGHBOUR", name, open(name).read()[:2000])
