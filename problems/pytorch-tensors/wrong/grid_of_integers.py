# torch.arange(12) makes integers.
import numpy as np
import torch

device = "cuda:0" if torch.cuda.is_available() else "cpu"
counts = torch.tensor([[1, 2, 3], [4, 5, 6]], dtype=torch.int32)
precise = torch.tensor([0.1, 0.2, 0.3], dtype=torch.float64)
trainable = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
placed = torch.tensor([5.0, 7.0], device=device)

ones_array = np.ones((2, 3), dtype="float32")
ones_tensor = torch.tensor(ones_array)
ones_dtype = ones_tensor.dtype
whole = torch.tensor([1, 2, 3])
old_style = torch.Tensor([1, 2, 3])

uniform = torch.rand(5, 3)
stretched = 2 * torch.rand(1000) - 1

block = torch.zeros(2, 3, 4)
block_size = block.size()
block_rank = block.ndimension()
block_columns = block.size(2)
block_elements = block.numel()

measured = np.array([0.0, 1.0, 2.0, 3.0, 4.0, 5.0])
measured_tensor = torch.from_numpy(measured)
measured_again = measured_tensor.numpy()
measured_again[0] = 100.0

grid = torch.arange(12).reshape(3, 4)
second_row = grid[1]
even_columns = grid[:, ::2]
turned = grid.T
kept_row = grid[1].clone()
chosen_rows = grid[[0, 2]]
grid[1, 0] = 100.0

doubles = np.array([1.5, 2.5, 3.1])
sharing = torch.as_tensor(doubles)
rounded = torch.as_tensor(doubles, dtype=torch.float32)
doubles[0] = 100.0

single = torch.randn(1)
number = single.item()
scores = torch.tensor([5.0, 3.0, 4.0, 1.0])
third = scores[2].item()
pair = torch.randn(2)
pair_array = pair.numpy()

u = torch.tensor([4.0, 6.0])
v = torch.tensor([2.0, 3.0])
elementwise_sum = u + v
elementwise_difference = u - v
elementwise_product = u * v
doubled = 2 * u
dot_product = torch.dot(u, v)


def squared_distance(a, b):
    difference = a - b
    return torch.dot(difference, difference)


def blend(weight, a, b):
    return weight * a + (1 - weight) * b
