# Told: `a` is not defined, or still has no value. `b`: It is a list of 1 item, but a tensor is expected. torch.tensor(...) makes a tensor of numbers and lists.
b = [1]
n = 2
