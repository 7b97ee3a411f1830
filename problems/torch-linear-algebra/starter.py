# grader: torch-linear-algebra
import torch

# 1. 무작위 텐서 두 개 / Two random tensors
# None을 지우고 답을 쓰세요. / Put your answers in the place of None.
X = None
X2 = None

# 2. Rank
X_rank = None
S = None
S_rank = None


def independent_rows(x):
    # 여기에 코드를 작성하세요. / Write your code here.
    return None


# 3. Trace
X_trace = None


def traces(xs):
    # 여기에 코드를 작성하세요. / Write your code here.
    return None


# 4. Dot product
rows_dot = None


def row_dots(a, b):
    # 여기에 코드를 작성하세요. / Write your code here.
    return None


# 5. Matmul / Matrix product
X_matmul = None


def left_products(m, xs):
    # 여기에 코드를 작성하세요. / Write your code here.
    return None


# 6. Determinant
X_det = None
swapped_det = None


def determinants(xs):
    # 여기에 코드를 작성하세요. / Write your code here.
    return None


# 7. Inverse
X_inverse = None
identity = None


def precise_inverse(x):
    # 여기에 코드를 작성하세요. / Write your code here.
    return None


def any_inverse(x):
    # 여기에 코드를 작성하세요. / Write your code here.
    return None


# 8. Power
X_cubed = None


def powers(x, n):
    # 여기에 코드를 작성하세요. / Write your code here.
    return None


# 9. Eigenvalue / Eigenvalues and eigenvectors
eigenvalues = None
eigenvectors = None
symmetric_values = None
symmetric_vectors = None


def square_root(x):
    # 여기에 코드를 작성하세요. / Write your code here.
    return None


# 10. Norm
X_norm = None
row_norms = None
column_norms = None


def unit_columns(x):
    # 여기에 코드를 작성하세요. / Write your code here.
    return None


# 11. Singular Value Decomposition
u = None
k = None
v = None
rebuilt = None


def largest_error(u, k, v, x):
    # 여기에 코드를 작성하세요. / Write your code here.
    return None


def low_rank(x, r):
    # 여기에 코드를 작성하세요. / Write your code here.
    return None
