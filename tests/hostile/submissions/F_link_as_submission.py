"""The submission itself is a link to a secret. (Made when the test runs.)

Must hold: it is refused by name.
"""
