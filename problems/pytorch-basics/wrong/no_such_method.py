# A method that tensors do not have stops the program.
import numpy as np
import torch

random_tensor = torch.rand(3, 3)
tensor_dtype = random_tensor.dtype

vector = torch.Tensor([1.0, 2.0, 3.0, 4.0, 5.0])
vector_size = vector.size()
vector_ndim = vector.dimension()

numpy_array = np.array([1.0, 2.0, 3.0])
torch_tensor = torch.from_numpy(numpy_array)
back_to_numpy = torch_tensor.numpy()
numpy_array[0] = 100.0
print(numpy_array, torch_tensor)

first = torch.tensor([1, 2, 3])
second = torch.tensor([4, 5, 6])
tensor_sum = first + second
tensor_difference = first - second
tensor_product = first * second
tensor_scaled = 3 * first
