def twice(x):
    # your code here
    y = x; y += x; return y
    pass


eight = ...
eight = twice(4)
