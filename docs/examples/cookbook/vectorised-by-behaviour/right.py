def pairwise(a, b):
    return ((a[:, None] - b[None]) ** 2).sum(2).sqrt()
