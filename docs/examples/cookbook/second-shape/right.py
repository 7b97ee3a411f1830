def flat(x):
    return x.flatten()
