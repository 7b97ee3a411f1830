"""One line of tens of thousands of blanks and digits, for the patterns that read source.

Must hold: reading it takes no longer than its size warrants. (@WIDE@ stands for them.)
"""
# grader @WIDE@ x
total = '@WIDE@/proc'
raise ValueError("@WIDE@" * 4)
