"""One file per command. Each has `command(say)`, which makes it with its help in one language.

These files load click alone until their command is run: `grade --help` reads them all.
"""
