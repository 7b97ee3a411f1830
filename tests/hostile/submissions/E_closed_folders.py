"""Makes folders that are closed to their own owner, with files inside.

Must hold: they are gone afterwards.
"""
import os

os.mkdir("closed")
open("closed/file", "w").close()
os.umask(0)
os.mkdir("shut", 0o300)
open("shut/file", "w").close()
os.mkdir("shut/inner", 0o300)
os.chmod("closed", 0)
