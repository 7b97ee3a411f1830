def twice(x):
    return 2 * x


eight = twice(4)
