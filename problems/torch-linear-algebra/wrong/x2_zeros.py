# Zeros are not random, and every product with them is zero.
import torch

X = torch.rand(3, 3)
X2 = torch.zeros(3, 3)

X_rank = torch.linalg.matrix_rank(X).item()
S = torch.stack([X[0], X[1], X[0] + X[1]])
S_rank = torch.linalg.matrix_rank(S).item()


def independent_rows(x):
    return torch.linalg.matrix_rank(x).item() == x.shape[0]


X_trace = torch.trace(X)


def traces(xs):
    return torch.diagonal(xs, dim1=1, dim2=2).sum(dim=1)


rows_dot = torch.dot(X[0], X2[0])


def row_dots(a, b):
    return (a * b).sum(dim=1)


X_matmul = torch.matmul(X, X2)


def left_products(m, xs):
    return torch.matmul(m, xs)


X_det = torch.linalg.det(X)
swapped_det = torch.linalg.det(X[[1, 0, 2]])


def determinants(xs):
    return torch.linalg.det(xs)


X_inverse = torch.linalg.inv(X)
identity = torch.matmul(X, X_inverse)


def precise_inverse(x):
    return torch.linalg.inv(x.double())


def any_inverse(x):
    return torch.linalg.pinv(x)


X_cubed = torch.linalg.matrix_power(X, 3)


def powers(x, n):
    return torch.stack([torch.linalg.matrix_power(x, i) for i in range(1, n + 1)])


eigenvalues, eigenvectors = torch.linalg.eig(X)
symmetric_values, symmetric_vectors = torch.linalg.eigh(X + X.T)


def square_root(x):
    values, vectors = torch.linalg.eigh(x.T @ x)
    return vectors @ torch.diag(values.clamp(min=0).sqrt()) @ vectors.T


X_norm = torch.linalg.norm(X)
row_norms = torch.linalg.norm(X, dim=1)
column_norms = torch.linalg.norm(X, dim=0)


def unit_columns(x):
    lengths = torch.linalg.norm(x, dim=0)
    return x / torch.where(lengths == 0, 1, lengths)


u, k, v = torch.linalg.svd(X)
rebuilt = u @ torch.diag(k) @ v


def largest_error(u, k, v, x):
    return (u @ torch.diag(k) @ v - x).abs().max().item()


def low_rank(x, r):
    u, k, v = torch.linalg.svd(x, full_matrices=False)
    return u[:, :r] @ torch.diag(k[:r]) @ v[:r]
