"""Hands in the starter, with names that hold nothing.

Must hold: nothing passes, and each item says that it has no value yet.
"""
normalise = total = array = view = noise = None
