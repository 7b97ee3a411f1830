"""An expression of fifty thousand terms, and one of as many signs.

Must hold: neither the grader nor the child crashes; at worst it cannot be compiled.
"""
total = @SIGNS@1
total = @TERMS@1
