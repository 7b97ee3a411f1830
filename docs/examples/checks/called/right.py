import torch as t

t.manual_seed(7)
r = t.rand(2)


def f(x):
    return t.relu(x)


for each in (r, r + 1):
    f(each)
