"""Brings along every file that some tool runs by itself: conftest, sitecustomize, .pth, IPython's.

Must hold: none of them is run.
"""
total = 0
