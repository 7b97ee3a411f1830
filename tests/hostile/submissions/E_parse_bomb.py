"""Source text that overflows a recursive parser. (@PARENS@ stands for 90,000 brackets.)

Must hold: neither the grader nor the child crashes; it is a syntax error.
"""
import torch

total = @PARENS@
