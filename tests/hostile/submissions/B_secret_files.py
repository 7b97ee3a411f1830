"""Reads secrets from files: open to all, private to the user, and in the grader's home.

Must hold: no file but Python's own and its own can be read.
"""
import os

for path in ("@SECRET_FILE@", "@PRIVATE_FILE@", "@HOME_FILE@", os.path.expanduser("~/.netrc")):
    try:
        print(open(path).read())
    except OSError as error:
        print(error)
