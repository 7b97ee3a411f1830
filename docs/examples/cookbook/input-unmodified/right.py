def doubled(x):
    y = x.clone()
    y *= 2
    return y
