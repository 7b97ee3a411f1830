"""Reads the environment of another process of the same user.

Must hold: /proc shows no other process, or lets nobody into it.
"""
print(open("/proc/@VICTIM@/environ").read())
