"""The program writes a file in its folder: a text, or an array as NumPy saves it (.npy)."""

from __future__ import annotations

import io
from math import prod
from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from grader.checkers.base import Checker, Subject
from grader.compare import Array, How, mismatch
from grader.errors import OurError
from grader.model.base import Model
from grader.model.message import Message, say
from grader.model.values import ArrayValue
from grader.model.verdict import Verdict, failed, passed

Path = Annotated[str, Field(pattern=r"^[^/\\:\x00][^\\:\x00]*$", max_length=200)]
MAX_BYTES = 1 << 20
MAX_HEADER = 10_000
Texts = Annotated[tuple[str, ...], Field(min_length=1)]


class Probe(Model):
    """`path`: the file, relative to the program's folder, with forward slashes."""

    path: Path


class Seen(Model):
    """The first mebibyte of the file; None if there is none."""

    data: Annotated[bytes, Field(max_length=MAX_BYTES)] | None
    path: str


class Rules(How):
    """`holds`: `anything`, a `text` (UTF-8), or an `array` (as numpy.save writes it).
    `contains`: of a text, what must be in it. Without it, a text must be the reference's, but for
    blanks at the ends of lines; an array must be equal to the reference's, within `rtol` and `atol`
    and with `dtype` as for `value`.
    """

    holds: Literal["anything", "text", "array"] = "anything"
    contains: str | Texts | None = None


def observe(subject: Subject, probe: Probe) -> Seen:
    """Reads the file."""
    return Seen(data=subject.read(probe.path), path=probe.path)


def judge(seen: Seen, reference: Seen, rules: Rules) -> Verdict:
    """A file that is there and holds what it must passes."""
    if seen.data is None:
        return failed(
            say(
                "The file {path} is not there. Write it under exactly that name, in the folder "
                "where your program runs.",
                path=reference.path,
            )
        )
    if rules.holds == "anything":
        return passed()
    if not seen.data:
        return failed(say("The file {path} is empty.", path=reference.path))
    if rules.holds == "array":
        fault = _array_fault(seen.data, reference, rules)
    else:
        fault = _text_fault(seen.data, reference, rules)
    return passed() if fault is None else failed(fault)


def _text_fault(data: bytes, reference: Seen, rules: Rules) -> Message | None:
    text = _lines(data)
    if text is None:
        return say("The file {path} is not text in UTF-8.", path=reference.path)
    wanted = (rules.contains,) if isinstance(rules.contains, str) else rules.contains or ()
    for each in wanted:
        if each not in "\n".join(text):
            return say("“{missing}” is missing in {path}.", missing=each, path=reference.path)
    return None if wanted else _unlike(text, reference)


def _unlike(text: list[str], reference: Seen) -> Message | None:
    expected = _lines(reference.data or b"")
    if not expected:
        raise OurError(say("the reference writes no text there"))
    if text == expected:
        return None
    both = zip([*text, ""], [*expected, ""], strict=False)
    number, (found, wanted) = next(
        (n, pair) for n, pair in enumerate(both, 1) if pair[0] != pair[1]
    )
    return say(
        "{path}, line {line}: it is “{found}”, expected is “{wanted}”.",
        path=reference.path,
        line=number,
        found=found[:200],
        wanted=wanted[:200],
    )


def _lines(data: bytes) -> list[str] | None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return [line.rstrip() for line in text.rstrip().splitlines()]


def _array_fault(data: bytes, reference: Seen, rules: How) -> Message | None:
    expected = None if reference.data is None else _array(reference.data)
    if expected is None:
        raise OurError(say("the reference writes no array there"))
    found = _array(data)
    if found is None:
        return say(
            "The file {path} holds no array that can be read: write it with numpy.save(...).",
            path=reference.path,
        )
    wrong = mismatch(_value(found), _value(expected), rules)
    if wrong is None:
        return None
    return say("The array in {path}: {why}", path=reference.path, why=wrong.for_student)


def _array(data: bytes) -> Array | None:
    """The array, if the bytes are just as many as the header says; no pickle is ever read."""
    file = io.BytesIO(data)
    try:
        version = np.lib.format.read_magic(file)
        read = {
            (1, 0): np.lib.format.read_array_header_1_0,
            (2, 0): np.lib.format.read_array_header_2_0,
        }[version]
        shape, in_columns, dtype = read(file, max_header_size=MAX_HEADER)
    except (ValueError, KeyError, TypeError, SyntaxError, RecursionError, MemoryError):
        return None
    rest = data[file.tell() :]
    if dtype.kind not in "biufc" or prod(shape) * dtype.itemsize != len(rest):
        return None
    return np.frombuffer(rest, dtype).reshape(shape, order="F" if in_columns else "C")


def _value(array: Array) -> ArrayValue:
    little = array.astype(array.dtype.newbyteorder("<"))
    return ArrayValue(
        library="numpy",
        type="numpy.ndarray",
        dtype=array.dtype.name,
        shape=array.shape,
        data=little.tobytes(),
    )


checker = Checker(Probe, Seen, Rules, observe, judge)
