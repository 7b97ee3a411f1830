def norms(x):
    return (x * x).sum(1) ** 0.5
