"""Starts other programs, in every way that Python has.

Must hold: none starts.
"""
import multiprocessing
import os
import subprocess

command = "echo owned >> @BAIT@"
for start in (
    lambda: subprocess.run(command, shell=True, timeout=2),
    lambda: os.system(command),
    lambda: os.posix_spawn("/bin/sh", ["sh", "-c", command], {}),
    lambda: os.popen(command).read(),
    lambda: os.spawnv(os.P_WAIT, "/bin/sh", ["sh", "-c", command]),
    lambda: multiprocessing.get_context("fork").Process(target=print).start(),
):
    try:
        start()
    except BaseException as error:
        print(type(error))
os.execv("/bin/sh", ["sh", "-c", command])
