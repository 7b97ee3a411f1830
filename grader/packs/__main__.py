"""`python -m grader.packs KIND LANG HOME`: grades the submission that lies in an autograder."""

from __future__ import annotations

import sys

from grader.packs.run import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
