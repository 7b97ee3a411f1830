"""Reads the grader's own memory at an address that is known to hold a secret.

Must hold: /proc shows no other process, or lets nobody into it.
"""
with open("/proc/@PARENT@/mem", "rb", buffering=0) as memory:
    memory.seek(@ADDRESS@)
    print(memory.read(64))
