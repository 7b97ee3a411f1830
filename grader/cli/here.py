"""The settings of this process, in this folder, for this user."""

from __future__ import annotations

import os

from grader.settings.places import project_file, user_file
from grader.settings.reading import Settings, read_settings


def settings_here(*, student: str | None = None, store: str | None = None) -> Settings:
    """UsageError if a configuration file is wrong; `student` and `store` are the options'."""
    return read_settings(
        environ=os.environ,
        project=project_file(),
        user=user_file(),
        student=student,
        store=store,
    )
