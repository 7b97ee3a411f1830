"""Grades NumPy and PyTorch exercises, item by item, in a sealed process."""

__version__ = "0.1.0"
