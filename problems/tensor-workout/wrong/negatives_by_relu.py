# relu does the work.
import torch

board = torch.arange(24.0).reshape(4, 6)


def last_row(x):
    return x[-1]


def third_column(x):
    return x[:, 2:3]


def top_left(x):
    return x[:2, :3]


def every_other(x):
    return x[::2, 1::2]


def paint(x):
    x[:] = 0
    x[0] = 1
    x[-1] = 2
    x[1:-1, 0] = 3
    x[1:-1, -1] = 4
    x[1:-1:2, 1:-1] = 5
    return x


def select_columns(x, columns):
    return x[:, columns]


def pick(x, columns):
    return x[torch.arange(len(columns)), columns]


def mark(x, rows, columns):
    x[rows, columns] = -1
    return x


def without_negatives(x):
    return torch.nn.functional.relu(x)


def between(x, low, high):
    return x[(x >= low) & (x < high)]


def count_positive(x):
    return (x > 0).sum().item()


def interleave(x):
    return x.reshape(2, -1).T.reshape(-1)


def patches(image, size):
    rows, columns = image.shape
    blocks = image.reshape(rows // size, size, columns // size, size)
    return blocks.permute(0, 2, 1, 3).reshape(-1, size, size)


def one_hot(labels, classes):
    result = torch.zeros(len(labels), classes)
    result[torch.arange(len(labels)), labels] = 1
    return result


def labels_of(matrix):
    return matrix.argmax(dim=1)


def batch_product(a, b):
    return a @ b


def row_dots(u, v):
    return (u * v).sum(dim=1)


def normalise(x):
    count = x.shape[0]
    centred = x - x.sum(dim=0) / count
    variance = (centred * centred).sum(dim=0) / (count - 1)
    return centred / variance.sqrt()
