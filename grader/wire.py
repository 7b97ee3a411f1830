"""Frames between the parent and a child: a JSON head and raw buffers, decoded strictly.

A frame is two little-endian 32-bit lengths, the head, the buffers one after another. In the head
`{"$bytes": [offset, length]}` stands for bytes; no other object may have a key that starts with
`$`. No pickle. Decoding is total: any bytes give a plain tree (dict, tuple, str, int, float, bool,
None, bytes) or a WireError, and nothing is allocated that the caps do not allow.
"""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from grader.errors import WireError
from grader.model.message import say

MAX_HEAD = 1 << 20
MAX_BLOB = 64 << 20
MAX_NODES = 100_000
MAX_DEPTH = 32
HEADER = struct.Struct("<II")
STEP = re.compile(rb'\{"kind":"step","cell":(0|[1-9]\d{0,8}),"line":(0|[1-9]\d{0,8})\}')
PLAIN = frozenset({str, int, float, bool, type(None)})

Tree = Any
T = TypeVar("T")
M = TypeVar("M", bound=BaseModel)


def encode_step(cell: int, line: int) -> bytes:
    """The frame of a Step. A child sends as many as its program has statements."""
    head = b'{"kind":"step","cell":%d,"line":%d}' % (cell, line)
    return HEADER.pack(len(head), 0) + head


def decode_step(frame: bytes) -> tuple[int, int] | None:
    """Cell and line, if the frame is exactly one that `encode_step` makes."""
    found = STEP.fullmatch(frame, HEADER.size)
    if found is None or HEADER.unpack_from(frame) != (len(frame) - HEADER.size, 0):
        return None
    return int(found[1]), int(found[2])


def encode(record: BaseModel) -> bytes:
    """A record as one frame."""
    blobs = bytearray()

    def reference(node: object) -> dict[str, list[int]]:
        if not isinstance(node, bytes):
            raise TypeError(f"{type(node)} cannot be sent")
        blobs.extend(node)
        return {"$bytes": [len(blobs) - len(node), len(node)]}

    encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=reference)
    head = encoder.encode(record.model_dump()).encode("utf-8", "surrogatepass")
    return HEADER.pack(len(head), len(blobs)) + head + blobs


def frame_length(start: bytes | bytearray) -> int | None:
    """The whole length of the frame that starts so, or None until its lengths have arrived."""
    if len(start) < HEADER.size:
        return None
    head, blob = HEADER.unpack_from(start)
    if head > MAX_HEAD or blob > MAX_BLOB:
        raise _refused("the frame is larger than the caps allow")
    return int(HEADER.size + head + blob)


def decode(frame: bytes) -> Tree:
    """The plain tree of one whole frame; WireError for anything else."""
    if frame_length(frame) != len(frame):
        raise _refused("the frame's length is not the one it gives")
    head_length, _ = HEADER.unpack_from(frame)
    start = HEADER.size + head_length
    try:
        tree = _DECODER.decode(frame[HEADER.size : start].decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError) as error:
        raise _refused(f"the head is not JSON ({type(error).__name__})") from error
    return _Raising(memoryview(frame)[start:]).whole(tree)


def decode_as(adapter: TypeAdapter[T], frame: bytes) -> T:
    """The frame as a record of that type; WireError if it is not one."""
    return _held_to(adapter.validate_python, decode(frame))


def validated(record: type[M], tree: Tree) -> M:
    """A plain tree as a record of that type; WireError if it is not one."""
    return _held_to(record.model_validate, tree)


def _held_to(validate: Callable[[Tree], T], tree: Tree) -> T:
    try:
        return validate(tree)
    except (ValidationError, RecursionError) as error:
        raise _refused(f"not the record that was agreed: {_first(error)}") from error


def _first(error: ValidationError | RecursionError) -> str:
    if isinstance(error, RecursionError):
        return "nested too deeply"
    first = error.errors(include_input=False, include_url=False, include_context=False)[0]
    return f"{'.'.join(map(str, first['loc']))[:200]}: {first['msg'][:200]}"


def _refused(why: str) -> WireError:
    return WireError(say("the answer cannot be read: {why}", why=why))


def _object(pairs: list[tuple[str, Tree]]) -> dict[str, Tree]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("duplicate key")
    return made


def _constant(name: str) -> Tree:
    raise ValueError(name)


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_constant)


class _Raising:
    """Turns lists into tuples and references into bytes, counting as it goes."""

    def __init__(self, blob: memoryview) -> None:
        self._blob = blob
        self._nodes = 0

    def whole(self, node: Tree) -> Tree:
        """The tree that stands for the whole head."""
        self._nodes = 1
        return node if type(node) in PLAIN else self._raised(node, 1)

    def _raised(self, node: Tree, depth: int) -> Tree:
        """A list or an object whose parts are so deep; plain parts are not worth a call each."""
        if type(node) is dict and "$bytes" in node:
            return self._bytes(node)
        self._nodes += len(node)
        if self._nodes > MAX_NODES or (node and depth > MAX_DEPTH):
            raise _refused("the head has too many parts or is nested too deeply")
        below = depth + 1
        if type(node) is list:
            return tuple(
                [each if type(each) in PLAIN else self._raised(each, below) for each in node]
            )
        return {
            key: each if type(each) in PLAIN else self._raised(each, below)
            for key, each in node.items()
        }

    def _bytes(self, node: dict[str, Tree]) -> bytes:
        where = node["$bytes"]
        if len(node) != 1 or not isinstance(where, list) or len(where) != 2:
            raise _refused("a reference to bytes is malformed")
        offset, length = where
        if type(offset) is not int or type(length) is not int or offset < 0 or length < 0:
            raise _refused("a reference to bytes is malformed")
        if offset + length > len(self._blob):
            raise _refused("a reference to bytes points outside the frame")
        return bytes(self._blob[offset : offset + length])
