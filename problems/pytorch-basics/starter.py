# grader: pytorch-basics
import numpy as np
import torch

# 1. Tensor 생성 / Creating a tensor
# None을 지우고 답을 쓰세요. / Put your answers in the place of None.
random_tensor = None
tensor_dtype = None

# 2. Tensor의 Shape와 Dimension / Shape and dimension of a tensor
vector = None
vector_size = None
vector_ndim = None

# 3. Numpy와 Tensor 간의 호환성 / NumPy arrays and tensors share memory
numpy_array = None
torch_tensor = None
back_to_numpy = None

# 4. Basic Operations / Basic operations
tensor_sum = None
tensor_difference = None
tensor_product = None
tensor_scaled = None
