"""Objects whose pickles run code, in every place where a value is asked for.

Must hold: nothing from a child is unpickled, so the bait is not touched.
"""
import os


class Payload:
    def __reduce__(self):
        return os.system, ("echo owned >> @BAIT@",)

    def __reduce_ex__(self, protocol):
        return os.system, ("echo owned >> @BAIT@",)

    __getstate__ = __reduce__


total = noise = Payload()
array = view = [Payload()]
with open("payload.pkl", "wb") as file:
    file.write(b"cposix\nsystem\n(S'echo owned >> @BAIT@'\ntR.")


def normalise(x):
    return Payload()
