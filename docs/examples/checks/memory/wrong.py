def spread(x):
    return ((x[:, None] - x[None, :]) ** 2).sum()
