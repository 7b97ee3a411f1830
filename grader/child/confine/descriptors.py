"""No open files but those that the child was given."""

from __future__ import annotations

import os

from grader.child.confine.layer import Prepared, Settings

HIGHEST = 1 << 16


def apply(_prepared: Prepared, settings: Settings) -> str:
    """Closes every descriptor that is not in `settings.keep`."""
    first = 0
    for kept in sorted(set(settings.keep)):
        # An empty range would be read as every descriptor there is.
        if kept > first:
            os.closerange(first, kept)
        first = kept + 1
    os.closerange(first, HIGHEST)
    return ""
