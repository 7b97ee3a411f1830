# The sums of the rows are another norm, that with ord=1.
import numpy as np

X = np.random.rand(3, 3)
X2 = np.random.rand(3, 3)

X_rank = np.linalg.matrix_rank(X)
S = np.array([X[0], X[1], X[0] + X[1]])
S_rank = np.linalg.matrix_rank(S)


def has_inverse(x):
    rows, columns = x.shape
    return bool(rows == columns and np.linalg.matrix_rank(x) == rows)


X_trace = np.trace(X)


def trace_of_product(a, b):
    return np.trace(a @ b)


rows_dot = np.dot(X[0], X2[0])
X_dot = np.dot(X, X2)

X_matmul = np.matmul(X, X2)


def products(a, b):
    return np.matmul(a, b)


X_det = np.linalg.det(X)


def swap_rows(x, i, j):
    swapped = x.copy()
    swapped[[i, j]] = x[[j, i]]
    return swapped


swapped_det = np.linalg.det(swap_rows(X, 0, 1))

X_inverse = np.linalg.inv(X)
identity = np.matmul(X, X_inverse)


def inverse_or_none(x):
    if np.linalg.matrix_rank(x) < len(x):
        return None
    return np.linalg.inv(x)


X_cubed = np.linalg.matrix_power(X, 3)


def power(x, n):
    return np.linalg.matrix_power(x, n)


eigenvalues, eigenvectors = np.linalg.eig(X)
rotation_eigenvalues = np.linalg.eigvals(np.array([[0.0, -1.0], [1.0, 0.0]]))


def main_direction(x):
    values, vectors = np.linalg.eigh(x.T @ x)
    return vectors[:, np.argmax(values)]


X_norm = np.linalg.norm(X)
row_norms = np.sum(np.abs(X), axis=1)
column_norms = np.linalg.norm(X, axis=0)


def unit_rows(x):
    lengths = np.linalg.norm(x, axis=1, keepdims=True)
    return x / np.where(lengths == 0.0, 1.0, lengths)


u, k, v = np.linalg.svd(X)
rebuilt = u @ np.diag(k) @ v


def rebuilds(u, k, v, x):
    return bool(np.allclose(u @ np.diag(k) @ v, x))


def low_rank(x, r):
    u, k, v = np.linalg.svd(x, full_matrices=False)
    return u[:, :r] @ np.diag(k[:r]) @ v[:r]
