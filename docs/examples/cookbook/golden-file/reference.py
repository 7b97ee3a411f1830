import numpy as np

np.save("numbers.npy", np.array([1, 2, 3]))
