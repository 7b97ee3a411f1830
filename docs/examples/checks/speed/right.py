def loop_dot(a, b):
    total = 0.0
    for x, y in zip(a, b):
        total += x * y
    return total


def fast_dot(a, b):
    return (a * b).sum()
