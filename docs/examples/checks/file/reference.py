import os

import numpy as np

np.save("numbers.npy", np.arange(5))
os.makedirs("out", exist_ok=True)
with open("out/head.csv", "w") as file:
    file.write("a,b\n")
