"""Signals another process of the same user.

Must hold: the victim lives.
"""
import os
import signal

os.kill(@VICTIM@, signal.SIGKILL)
