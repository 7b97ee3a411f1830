def doubled(x):
    x *= 2
    return x
