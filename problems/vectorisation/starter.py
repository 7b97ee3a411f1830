# grader: vectorisation
import time

import numpy as np
import torch

# None과 ...을 지우고 답을 쓰세요. / Put your answers in the place of None and of the dots.


# 1. timer
def timer(func):
    ...


# 여기에 @timer를 붙여 wait(seconds)를 작성하세요. / Write wait(seconds) here, with @timer.

waited = None


# 2. for loop와 병렬 연산 / A loop, and whole arrays
def take_abs_using_for_loop(array):
    ...


def take_abs_using_parallelism(array):
    ...


array1 = None
time1 = None
time2 = None
speedup = None


# 3. 내적 / Dot product
def dot_product(a, b):
    ...


# 4. 이웃한 원소의 차 / Differences of neighbours
def neighbour_differences(x):
    ...


# 5. 열 표준화 / Standardised columns
def standardise_columns(x):
    ...


# 6. 양수만 남기기 / Keeping what is positive
def keep_positive(x):
    ...


# 7. 원-핫 인코딩 / One-hot encoding
def one_hot(labels, classes):
    ...


# 8. 모든 쌍의 거리 / Distances of all pairs
def squared_distances(a, b):
    ...


# 9. 행렬 묶음의 곱 / Products of batches of matrices
def batched_product(a, b):
    ...
