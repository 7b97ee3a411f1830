"""Sleeps, using no processor time.

Must hold: the wall clock ends it.
"""
import time

time.sleep(3600)
