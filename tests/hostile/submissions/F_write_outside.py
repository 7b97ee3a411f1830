"""Writes, creates, cuts short, renames, links and removes files outside its folder.

Must hold: the bait and its folder are unchanged.
"""
import os

bait, folder = "@BAIT@", "@BAIT_FOLDER@"
for act in (
    lambda: open(bait, "a").write("owned"),
    lambda: open(folder + "/new", "w").write("owned"),
    lambda: os.truncate(bait, 0),
    lambda: os.rename(bait, folder + "/renamed"),
    lambda: os.link(bait, folder + "/linked"),
    lambda: os.symlink(bait, folder + "/pointer"),
    lambda: os.mkdir(folder + "/folder"),
    lambda: os.mkfifo(folder + "/pipe"),
    lambda: os.unlink(bait),
):
    try:
        act()
    except OSError as error:
        print(error)
