def root(x):
    if x < 0:
        raise ValueError("no root of a negative number")
    return x**0.5
