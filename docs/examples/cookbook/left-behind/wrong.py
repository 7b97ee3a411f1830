def twice(x):
    y = 2 * x
    pass


eight = twice(4)
