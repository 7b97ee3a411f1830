"""A folder with links to secrets and to itself. (Made when the test runs: a link to a file, to a
folder, to nothing, and a loop.)

Must hold: no link is followed, and its target is not read.
"""
import glob

for name in glob.glob("**", recursive=True):
    try:
        print(name, open(name).read()[:1000])
    except OSError:
        pass
