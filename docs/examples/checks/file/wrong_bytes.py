# Told: The file numbers.npy holds no array that can be read: write it with numpy.save(...).
# Told: The file out/head.csv is not text in UTF-8.
from pathlib import Path

Path("out").mkdir()
Path("numbers.npy").write_text("0 1 2 3 4")
Path("out/head.csv").write_bytes(b"\xff\xfe")
