from torch import manual_seed, randn

manual_seed(7)
x = randn(5)
