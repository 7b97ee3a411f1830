"""What one answer may hold, so that it fits a frame whatever a student has made."""

from __future__ import annotations

from dataclasses import dataclass
from json.encoder import encode_basestring

from grader.child.builtin_copy import BUILTINS
from grader.model.values import (
    ArrayValue,
    CutValue,
    DictValue,
    IntValue,
    OtherValue,
    SequenceValue,
    StrValue,
    Value,
)
from grader.wire import MAX_BLOB, MAX_HEAD

__builtins__ = BUILTINS

MAX_VALUES = 2000
# Ids, the found name, tampering and the checker's own keys need the rest of the head.
HEAD = MAX_HEAD - (128 << 10)
# At least ten bytes are charged for each node of the head: HEAD / 10 stays below the wire's cap.
PLAIN, ARRAY, DIMENSION = 160, 460, 48


@dataclass
class Budget:
    """What is left: a number of values, bytes of array data, bytes of head."""

    values: int = MAX_VALUES
    data: int = MAX_BLOB
    head: int = HEAD

    @property
    def spent(self) -> bool:
        """Whether not even the smallest value fits."""
        return self.values < 1 or self.head < PLAIN

    def cut(self) -> CutValue:
        """What stands for a value left out; it is paid for too."""
        self.values, self.head = self.values - 1, self.head - PLAIN
        return CutValue()

    def admit(self, value: Value) -> bool:
        """Whether the value, without those inside it, still fits; it is then paid for."""
        head, data = _cost(value)
        if self.spent or head > self.head or data > self.data:
            return False
        self.values, self.head, self.data = self.values - 1, self.head - head, self.data - data
        return True

    def admit_whole(self, value: Value) -> bool:
        """Whether the value with all inside it still fits."""
        return self.admit(value) and all(self.admit_whole(each) for each in _inside(value))


def _inside(value: Value) -> tuple[Value, ...]:
    if type(value) is SequenceValue:
        return value.items
    if type(value) is DictValue:
        return tuple(each for entry in value.entries for each in entry)
    return ()


def _cost(value: Value) -> tuple[int, int]:
    """Bytes of head, never too few, and bytes of data."""
    if type(value) is ArrayValue:
        names = _written(value.type) + _written(value.grad_fn or "")
        data = 0 if value.data is None else len(value.data)
        return ARRAY + DIMENSION * len(value.shape) + names, data
    if type(value) is StrValue:
        return PLAIN + _written(value.text), 0
    if type(value) is IntValue:
        return PLAIN + len(value.digits), 0
    if type(value) is OtherValue:
        return PLAIN + _written(value.type) + _written(value.name or ""), 0
    return PLAIN, 0


def _written(text: str) -> int:
    """The length of a text in a frame's head."""
    return len(encode_basestring(text).encode("utf-8", "replace"))
