"""The file that holds what we do not show: the traceback of an error of ours."""

from __future__ import annotations

import os
import platform
import secrets
import shlex
import sys
import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path

from grader import __version__


def write_log(error: Exception) -> str | None:
    """Writes the file and returns its path; None where nothing can be written."""
    name = f"grade-{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}.log"
    for folder in (_log_folder(), tempfile.gettempdir()):
        path = Path(folder, name)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_details(error), "utf-8", "backslashreplace")
        except OSError:
            continue
        return str(path)
    return None


def _log_folder() -> str:
    import platformdirs

    return platformdirs.user_log_dir("grader", appauthor=False)


def _details(error: Exception) -> str:
    return "\n".join(
        (
            f"grader {__version__}, Python {sys.version}, {platform.platform()}",
            f"command: {shlex.join(sys.argv)}",
            f"folder: {_folder()}",
            "",
            *traceback.format_exception(error),
        )
    )


def _folder() -> str:
    try:
        return os.getcwd()
    except OSError as error:
        return str(error)
