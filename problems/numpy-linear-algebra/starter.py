# grader: numpy-linear-algebra
import numpy as np

# 1. 무작위 행렬 두 개 / Two random matrices
# None을 지우고 답을 쓰세요. / Put your answers in the place of None.
X = None
X2 = None

# 2. Rank
X_rank = None
S = None
S_rank = None


def has_inverse(x):
    # 여기에 코드를 작성하세요. / Write your code here.
    return None


# 3. Trace
X_trace = None


def trace_of_product(a, b):
    # 여기에 코드를 작성하세요. / Write your code here.
    return None


# 4. Dot product
rows_dot = None
X_dot = None

# 5. Matmul / Matrix product
X_matmul = None


def products(a, b):
    # 여기에 코드를 작성하세요. / Write your code here.
    return None


# 6. Determinant
X_det = None


def swap_rows(x, i, j):
    # 여기에 코드를 작성하세요. / Write your code here.
    return None


swapped_det = None

# 7. Inverse
X_inverse = None
identity = None


def inverse_or_none(x):
    # 여기에 코드를 작성하세요. / Write your code here.
    ...


# 8. Power
X_cubed = None


def power(x, n):
    # 여기에 코드를 작성하세요. / Write your code here.
    return None


# 9. Eigenvalue / Eigenvalues and eigenvectors
eigenvalues = None
eigenvectors = None
rotation_eigenvalues = None


def main_direction(x):
    # 여기에 코드를 작성하세요. / Write your code here.
    return None


# 10. Norm
X_norm = None
row_norms = None
column_norms = None


def unit_rows(x):
    # 여기에 코드를 작성하세요. / Write your code here.
    return None


# 11. Singular Value Decomposition
u = None
k = None
v = None
rebuilt = None


def rebuilds(u, k, v, x):
    # 여기에 코드를 작성하세요. / Write your code here.
    return None


def low_rank(x, r):
    # 여기에 코드를 작성하세요. / Write your code here.
    return None
