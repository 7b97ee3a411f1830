def columns_mean(x):
    return x.mean(0)
