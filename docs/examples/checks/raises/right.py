class NegativeError(ValueError):
    pass


def sqrt(x):
    if x < 0:
        raise NegativeError(f"there is no square root of {x}")
    return x**0.5
