# Told: It raised no exception and gave the complex (1.2246467991473532e-16+2j): (1.2246467991473532e-16+2j); it must raise ValueError.
def sqrt(x):
    return x**0.5
