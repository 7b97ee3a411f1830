def mean(x):
    return sum(x) / len(x)
