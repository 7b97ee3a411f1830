# grader: pytorch-tensors
import numpy as np
import torch

# None과 ...을 지우고 답을 쓰세요. / Put your answers in the place of None and of the dots.

# 1. torch.tensor의 인자 / The arguments of torch.tensor
device = None
counts = None
precise = None
trainable = None
placed = None

# 2. 실수 텐서와 정수 텐서 / Float and integer tensors
ones_array = None
ones_tensor = None
ones_dtype = None
whole = None
old_style = None

# 3. 무작위 텐서 / Random tensors
uniform = None
stretched = None

# 4. 크기와 차원 / Size and rank
block = None
block_size = None
block_rank = None
block_columns = None
block_elements = None

# 5. NumPy와 메모리 공유 / Memory shared with NumPy
measured = None
measured_tensor = None
measured_again = None

# 6. 뷰와 복사본 / Views and copies
grid = None
second_row = None
even_columns = None
turned = None
kept_row = None
chosen_rows = None

# 7. torch.as_tensor
doubles = None
sharing = None
rounded = None

# 8. 숫자와 배열 꺼내기 / Getting numbers and arrays out
single = None
number = None
scores = None
third = None
pair = None
pair_array = None

# 9. 기본 연산 / Basic operations
u = None
v = None
elementwise_sum = None
elementwise_difference = None
elementwise_product = None
doubled = None
dot_product = None


# 10. 어떤 벡터에나 맞는 함수 / Functions for any vectors
def squared_distance(a, b):
    ...


def blend(weight, a, b):
    ...
