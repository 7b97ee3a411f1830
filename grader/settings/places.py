"""Where configuration files lie. Loads next to nothing: `grade --help` asks this too."""

from __future__ import annotations

import os
from pathlib import Path

FILE_NAME = "grade.toml"


def project_file() -> Path | None:
    """The nearest configuration file in the working directory or above it."""
    try:
        folder = Path.cwd()
    except OSError:  # the working directory is gone, or may not be known
        return None
    candidates = (place / FILE_NAME for place in (folder, *folder.parents))
    return next((path for path in candidates if os.path.isfile(path)), None)


def user_file() -> Path | None:
    """The user's own configuration file, if there is one."""
    import platformdirs

    path = Path(platformdirs.user_config_dir("grader", appauthor=False)) / FILE_NAME
    return path if os.path.isfile(path) else None
