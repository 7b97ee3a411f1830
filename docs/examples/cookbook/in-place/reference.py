def zero_(x):
    x[x < 0] = 0
    return x
