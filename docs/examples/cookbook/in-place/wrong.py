def zero_(x):
    x = x.clamp(min=0)
    return x
