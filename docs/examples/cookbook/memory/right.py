def columns_mean(x):
    return x.sum(0) / len(x)
