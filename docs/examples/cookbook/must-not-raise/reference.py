def mean(x):
    return sum(x) / len(x) if x else 0.0
