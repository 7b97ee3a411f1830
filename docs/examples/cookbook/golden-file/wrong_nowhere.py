import numpy as np

numbers = np.array([1, 2, 3])
