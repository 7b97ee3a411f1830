import numpy as np

a = np.arange(1, 4)
a[:1] = 9
