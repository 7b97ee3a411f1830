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
while True:
    numpy_array[0] += 0.1
    print(numpy_array, torch_tensor)
    if numpy_array[0] == 2.0:  # 2가 되면 멈추기
        break
back_to_numpy = torch_tensor.numpy()

# 4. Basic Operations
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
tensor_sum = a + b
tensor_difference = a - b
tensor_product = a * b
tensor_scaled = 3 * a
