"""The control socket to the zygote: descriptors go out, pidfds and the kernel's word come back."""

from __future__ import annotations

import json
import os
import socket
from typing import Any

from grader.errors import RunnerError
from grader.model.message import say

MESSAGE_BYTES = 1 << 16


class Control:
    """One SEQPACKET socket for all children of one zygote; messages are kept until asked for."""

    def __init__(self, end: socket.socket) -> None:
        self._socket = end
        self._kept: dict[tuple[str, int], tuple[dict[str, Any], list[int]]] = {}
        self._unread: set[int] = set()

    def fork(self, number: int, descriptors: tuple[int, ...], *, optimisers: bool) -> None:
        """Asks for a child that owns these descriptors: job, result, standard error.

        `optimisers`: whether its program may use one, which the zygote then prepares for.
        """
        message = json.dumps({"fork": number, "optimisers": optimisers}).encode()
        try:
            socket.send_fds(self._socket, [message], descriptors)
        except OSError as error:
            raise gone() from error

    def wait_for(self, kind: str, number: int) -> tuple[dict[str, Any], list[int]]:
        """The message of that kind about that child, and the descriptors that came with it."""
        while (kind, number) not in self._kept:
            self._keep(*self._receive())
        return self._kept.pop((kind, number))

    def let_go(self, number: int) -> None:
        """Nobody will ask how that child ended; its end is still awaited in `all_ended`."""
        if self._kept.pop(("exit", number), None) is None:
            self._unread.add(number)

    def all_ended(self) -> None:
        """Waits until every child that was let go has ended and been cleaned up."""
        while self._unread:
            self._keep(*self._receive())

    def _keep(self, message: dict[str, Any], descriptors: list[int]) -> None:
        kind, number = str(message["kind"]), int(message["number"])
        if kind == "exit" and number in self._unread:
            self._unread.remove(number)
        else:
            self._kept[kind, number] = (message, descriptors)

    def _receive(self) -> tuple[dict[str, Any], list[int]]:
        try:
            data, descriptors, _, _ = socket.recv_fds(self._socket, MESSAGE_BYTES, 4)
        except OSError as error:
            raise gone() from error
        if not data:
            raise gone()
        return json.loads(data), list(descriptors)

    def close(self) -> None:
        """Hangs up, which ends the zygote."""
        for _, descriptors in self._kept.values():
            for descriptor in descriptors:
                os.close(descriptor)
        self._socket.close()


def gone() -> RunnerError:
    """The error for a zygote that does not answer."""
    return RunnerError(say("The process that runs students' code has stopped unexpectedly."))
