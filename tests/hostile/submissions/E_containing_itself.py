"""Lists and dicts that contain themselves.

Must hold: depth has a cap.
"""
total = []
total.append(total)
total.append(total)
noise = {}
noise["self"] = noise
array = view = total


def normalise(x):
    return total
