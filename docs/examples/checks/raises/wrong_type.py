# Told: It raised another exception than ValueError. wrong_type.py, line 4: TypeError: -4 is negative
def sqrt(x):
    if x < 0:
        raise TypeError(f"{x} is negative")
    return x**0.5
