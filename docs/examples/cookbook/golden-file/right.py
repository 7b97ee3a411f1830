import numpy as np

with open("numbers.npy", "wb") as file:
    np.save(file, np.arange(1, 4))
