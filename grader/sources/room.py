"""How much of a submission's company still goes along."""

from __future__ import annotations

from grader.model.message import Message, say
from grader.sources.caps import (
    MAX_CODE,
    MAX_HELPER,
    MAX_HELPERS,
    MAX_HELPERS_BYTES,
    MAX_HELPERS_CODE,
)
from grader.sources.files import read_regular


class Room:
    """Counts the files taken along, all their bytes, and those of modules."""

    def __init__(self) -> None:
        self._files = MAX_HELPERS
        self._bytes = MAX_HELPERS_BYTES
        self._code = MAX_HELPERS_CODE

    def take(self, path: str) -> bytes | Message:
        """The file's bytes, or why it is left behind."""
        if not self._files:
            return say(
                "there are more than {most} files; hand in only those that are needed",
                most=MAX_HELPERS,
            )
        is_code = path.endswith(".py")
        data = read_regular(path, MAX_HELPER)
        if isinstance(data, Message):
            return data
        return self._refusal(len(data), is_code) or self._taken(data, is_code)

    def _refusal(self, size: int, is_code: bool) -> Message | None:
        if is_code and size > min(MAX_CODE, self._code):
            return say(
                "it is more code than is read: {each} kB in a file, {all} kB in all files",
                each=MAX_CODE // 1000,
                all=MAX_HELPERS_CODE // 1000,
            )
        if size > self._bytes:
            return say(
                "the files are larger than {megabytes} MB together;"
                " hand in only those that are needed",
                megabytes=MAX_HELPERS_BYTES // 1_000_000,
            )
        return None

    def _taken(self, data: bytes, is_code: bool) -> bytes:
        self._files -= 1
        self._bytes -= len(data)
        self._code -= len(data) if is_code else 0
        return data
