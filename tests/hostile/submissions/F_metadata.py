"""Changes mode, owner, times and attributes of the bait.

Must hold: none is changed, for these calls are ignored.
"""
import os

bait = "@BAIT@"
for act in (
    lambda: os.chmod(bait, 0o777),
    lambda: os.utime(bait, (0, 0)),
    lambda: os.chown(bait, os.getuid(), os.getgid()),
    lambda: os.setxattr(bait, "user.owned", b"1"),
):
    try:
        act()
    except OSError as error:
        print(error)
