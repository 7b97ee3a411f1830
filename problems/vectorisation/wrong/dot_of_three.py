# Three elements are written out.
import time

import numpy as np


def timer(func):
    def wrapper(*args, **kwargs):
        start_time = time.time()
        func(*args, **kwargs)
        end_time = time.time()
        computation_time = end_time - start_time
        print(f"Execution time of {func.__name__}: {computation_time} seconds")
        return computation_time

    return wrapper


@timer
def wait(seconds):
    time.sleep(seconds)


waited = wait(0.05)


def take_abs_using_for_loop(array):
    result = np.zeros(len(array))
    for i in range(len(array)):
        result[i] = abs(array[i])
    return result


def take_abs_using_parallelism(array):
    return np.abs(array)


array1 = np.random.randn(10_000)
time1 = timer(take_abs_using_for_loop)(array1)
time2 = timer(take_abs_using_parallelism)(array1)
speedup = time1 / time2
print(f"computation using parallelism is {speedup} times faster than for loop.")


def dot_product(a, b):
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def neighbour_differences(x):
    return x[1:] - x[:-1]


def standardise_columns(x):
    return (x - x.mean(axis=0)) / x.std(axis=0)


def keep_positive(x):
    return np.where(x > 0, x, 0.0)


def one_hot(labels, classes):
    result = np.zeros((len(labels), classes))
    result[np.arange(len(labels)), labels] = 1.0
    return result


def squared_distances(a, b):
    differences = a[:, np.newaxis] - b[np.newaxis]
    return (differences**2).sum(axis=2)


def batched_product(a, b):
    return a @ b
