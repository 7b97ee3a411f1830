def zero_(x):
    return x.clamp_(min=0)
