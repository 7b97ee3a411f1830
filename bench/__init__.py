"""Measurements behind every figure in bench/README.md: `python -m bench`."""
