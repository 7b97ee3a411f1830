# Told: The file numbers.npy is not there. Write it under exactly that name, in the folder where your program runs.
# Told: out/head.csv, line 1: it is “a;b”, expected is “a,b”.
from pathlib import Path

Path("out").mkdir()
Path("out/head.csv").write_text("a;b")
