def spread(x):
    return sum(((x - each) ** 2).sum() for each in x)
