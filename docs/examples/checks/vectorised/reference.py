def normalise(x):
    return x / x.norm(dim=1, keepdim=True)
