"""A child that starts from nothing, where there is no fork: slower, the same protocol.

Started as `python -m grader.child.cold WORK`: job on standard input, frames on standard output.
"""

from __future__ import annotations

import os
import sys

from grader.child.channel import Channel
from grader.child.serve import serve
from grader.child.zygote import warm_up


def main() -> None:
    """Runs one job and exits."""
    job, result = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.dup2(2, 1)
    prepared = warm_up(shell=False)
    sys.stderr.flush()
    os.makedirs(sys.argv[1], 0o700)
    serve(Channel(job, result), prepared, sys.argv[1], (0, 1, 2, job, result))


if __name__ == "__main__":
    main()
