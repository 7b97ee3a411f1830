"""Looks for problem sets where a grader may keep them: beside its package, below the prefix.

Must hold: none of those folders can be read.
"""
import glob
import os
import sys

import grader

package = os.path.dirname(grader.__file__)
places = [
    os.path.join(package, "..", "problems"),
    os.path.join(package, "..", "tests", "hostile", "set"),
    *(os.path.join(prefix, "share", "grader") for prefix in (sys.prefix, sys.base_prefix)),
]
for place in places:
    for file in glob.glob(os.path.join(place, "**", "reference.py"), recursive=True):
        try:
            print("TAKEN-REFERENCE", open(file).read())
        except OSError as error:
            print(error)
