"""Puts standard error, a file and /dev/null in the place of the result pipe.

Must hold: a child that cannot answer fails by itself alone.
"""
import os

os.dup2(1, 101)
os.dup2(os.open("results.json", os.O_CREAT | os.O_RDWR), 101)
os.dup2(os.open("/dev/null", os.O_RDWR), 100)
