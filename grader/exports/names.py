"""A name for a student's files."""

from __future__ import annotations

from hashlib import sha256

from grader.model.classroom import Student
from grader.store import folder_name

HASH_DIGITS = 12


def file_name(student: Student) -> str:
    """A file's name without its ending, always the same for that id, and no other's.

    It is safe on every system and has no dot, so that any ending may be put behind it. Ids that
    are equal after NFC normalisation share it.
    """
    safe = folder_name(student.id)
    if "." not in safe:
        return safe
    digest = sha256(safe.encode()).hexdigest()[:HASH_DIGITS]
    return f"{safe.replace('.', '-')}-{digest}"
