"""Reads environment, command line and maps of every process that /proc shows.

Must hold: whatever is seen holds no secret.
"""
import os

for pid in filter(str.isdigit, os.listdir("/proc")):
    for name in ("environ", "cmdline", "maps"):
        try:
            text = open(f"/proc/{pid}/{name}", errors="replace").read(4000)
        except OSError:
            continue
        if "HOSTILE" in text or "CANARY".lower().upper() in text:
            print(text)
