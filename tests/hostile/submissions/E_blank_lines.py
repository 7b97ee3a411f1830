"""Hundreds of thousands of blanks and line breaks, then an error: quadratic for careless patterns.

Must hold: reading it takes no longer than its size warrants. (@BLANKS@ stands for them.)
"""
@BLANKS@
total = (
