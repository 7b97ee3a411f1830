"""Reads environment, command line and maps of every process that /proc shows.

Must hold: whatever is seen holds no secret.
"""
import os

for pid in filter(str.isdigit, os.listdir("/proc")):
    for name in ("environ", "cmdline", "maps", "cwd/.", "root/."):
        try:
            print(open(f"/proc/{pid}/{name}", errors="replace").read(2000))
        except OSError:
            pass
