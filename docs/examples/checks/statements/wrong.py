# Told: `frame` makes 4 assignments, but at most 2 may be made. The first one too many is at line 4.
def frame(x):
    x[0] = x[-1] = 1
    x[:, 0] = x[:, -1] = 1
    return x
