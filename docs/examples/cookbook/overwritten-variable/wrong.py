import numpy as np

a = np.array([9, 2, 3])
