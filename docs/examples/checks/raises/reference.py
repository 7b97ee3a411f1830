def sqrt(x):
    if x < 0:
        raise ValueError(f"{x} is negative")
    return x**0.5
