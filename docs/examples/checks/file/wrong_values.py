# Told: The array in numbers.npy: Its shape is (4,), expected (5,).
# Told: The file out/head.csv is empty.
from pathlib import Path

import numpy as np

Path("out").mkdir()
np.save("numbers.npy", np.arange(4))
Path("out/head.csv").write_bytes(b"")
