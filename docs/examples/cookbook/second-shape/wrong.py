def flat(x):
    return x.reshape(6)
