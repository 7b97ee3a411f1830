def columns_mean(x):
    return x.copy().mean(0)
