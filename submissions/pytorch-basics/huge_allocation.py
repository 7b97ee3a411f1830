# grader: pytorch-basics
import numpy as np
import torch

# 1. Tensor 생성
random_tensor = torch.rand(3, 3)
tensor_dtype = random_tensor.dtype

# 2. Tensor의 Shape와 Dimension
vector = torch.Tensor([1.0, 2.0, 3.0, 4.0, 5.0])
vector_size = vector.size()
vector_ndim = vector.ndimension()

# 3. Numpy와 Tensor 간의 호환성
numpy_array = np.array([1.0, 2.0, 3.0])
torch_tensor = torch.from_numpy(numpy_array)
back_to_numpy = torch_tensor.numpy()
numpy_array[0] = 100
print(torch_tensor)

# 4. Basic Operations
big = torch.ones(10**12)  # 얼마나 큰 텐서까지 만들 수 있을까?
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
tensor_sum = a + b
tensor_difference = a - b
tensor_product = a * b
tensor_scaled = 3 * a
print(big.sum())
