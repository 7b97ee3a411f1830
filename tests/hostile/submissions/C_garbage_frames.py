"""Writes noise to every descriptor that it finds open.

Must hold: any bytes are a frame that was agreed or one kind of error.
"""
import os

for descriptor in range(3, 128):
    for noise in (os.urandom(4096), b"\xff" * 64, b"HTTP/1.1 200 OK\r\n\r\n100"):
        try:
            os.write(descriptor, noise)
        except OSError:
            pass
