# Told: The generator expression at line 3 is a loop. Solve this exercise without a loop: operations on whole arrays, such as a + b, a.sum(axis=...) or a[mask], work on all elements at once.
def helper(x):
    return sum(each**2 for each in x.ravel())


def squares(x):
    return helper(x)
