"""The child's two ends: frames in from the parent, frames out to it."""

from __future__ import annotations

import os
import threading

from pydantic import BaseModel

from grader.wire import HEADER, decode, encode, frame_length

CHUNK = 1 << 20


class Channel:
    """Blocking frames over two descriptors."""

    def __init__(self, incoming: int, outgoing: int) -> None:
        self._incoming = incoming
        self._outgoing = outgoing
        self._writing = threading.Lock()

    def send(self, record: BaseModel) -> None:
        """Writes one whole frame."""
        left = memoryview(encode(record))
        with self._writing:
            while left:
                left = left[os.write(self._outgoing, left) :]

    def receive(self) -> object | None:
        """The next frame's plain tree, or None when the parent has nothing more to say."""
        header = self._exactly(HEADER.size)
        if header is None:
            return None
        length = frame_length(header) or HEADER.size
        rest = self._exactly(length - HEADER.size)
        return None if rest is None else decode(header + rest)

    def _exactly(self, length: int) -> bytes | None:
        got = bytearray()
        while len(got) < length:
            part = os.read(self._incoming, min(length - len(got), CHUNK))
            if not part:
                return None
            got += part
        return bytes(got)
