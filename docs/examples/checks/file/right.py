from pathlib import Path

import numpy as np

np.save("numbers", np.arange(5, dtype=np.int32))
Path("out").mkdir()
Path("out/head.csv").write_text("a,b")
