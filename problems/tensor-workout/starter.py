# grader: tensor-workout
import torch

# ...을 지우고 답을 쓰세요. / Put your answers in the place of the dots.

# 1. 슬라이스와 뷰 / Slices are views
board = torch.arange(24.0).reshape(4, 6)


def last_row(x):
    ...


def third_column(x):
    ...


def top_left(x):
    ...


def every_other(x):
    ...


# 2. 슬라이스에 값 넣기 / Assigning to slices
def paint(x):
    ...


# 3. 정수 인덱스 / Indexing with integers
def select_columns(x, columns):
    ...


def pick(x, columns):
    ...


def mark(x, rows, columns):
    ...


# 4. 불리언 마스크 / Boolean masks
def without_negatives(x):
    ...


def between(x, low, high):
    ...


def count_positive(x):
    ...


# 5. 모양 바꾸기 퍼즐 / Reshape puzzles
def interleave(x):
    ...


def patches(image, size):
    ...


# 6. 원-핫 / One-hot
def one_hot(labels, classes):
    ...


def labels_of(matrix):
    ...


# 7. 반복문 없는 배치 곱 / Batched products without loops
def batch_product(a, b):
    ...


def row_dots(u, v):
    ...


# 8. 열 정규화 / Normalising columns
def normalise(x):
    ...
