"""Expressions of thirty thousand terms and of as many signs. (@SIGNS@ and @TERMS@ stand for them.)

Must hold: neither the grader nor the child crashes; at worst it cannot be compiled.
"""
total = @SIGNS@1
total = @TERMS@1
