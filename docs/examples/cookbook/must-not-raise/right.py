def mean(x):
    return sum(x) / max(len(x), 1)
