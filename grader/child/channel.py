"""The child's two ends: frames in from the parent, frames out to it."""

from __future__ import annotations

import os
import threading

from pydantic import BaseModel

from grader.wire import HEADER, decode, encode, encode_step, frame_length

CHUNK = 1 << 20


class Channel:
    """Blocking frames over two descriptors."""

    def __init__(self, incoming: int, outgoing: int) -> None:
        self._incoming = incoming
        self._outgoing = outgoing
        self._writing = threading.Lock()

    def send(self, record: BaseModel) -> None:
        """Writes one whole frame."""
        self._write(encode(record))

    def step(self, cell: int, line: int) -> None:
        """Tells what is about to run."""
        self._write(encode_step(cell, line))

    def _write(self, frame: bytes) -> None:
        left = memoryview(frame)
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
