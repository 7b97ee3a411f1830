"""The wire is total: any bytes are a plain tree or a WireError, and records come back whole."""

from __future__ import annotations

import json
import struct
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from grader import wire
from grader.errors import WireError
from grader.model.base import Model
from grader.model.run import Answer, FromChild, Observed, Step
from grader.wire import (
    decode,
    decode_as,
    decode_step,
    encode,
    encode_step,
    frame_length,
    validated,
)

PLAIN = (type(None), bool, int, float, str, bytes, tuple, dict)


def frame(head: bytes, blob: bytes = b"") -> bytes:
    return struct.pack("<II", len(head), len(blob)) + head + blob


def is_plain(tree: object) -> bool:
    if isinstance(tree, dict):
        return all(type(key) is str and is_plain(value) for key, value in tree.items())
    if isinstance(tree, tuple):
        return all(map(is_plain, tree))
    return type(tree) in PLAIN


leaves = st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.text() | st.binary()
trees = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(st.text().filter(lambda key: not key.startswith("$")), inner, max_size=4)
    ),
    max_leaves=20,
)


class Anything(Model):
    """A record that holds any tree."""

    tree: Any


@given(trees)
def test_what_is_encoded_comes_back(tree: object) -> None:
    assert decode(encode(Anything(tree=tree))) == {"tree": tree}


@given(st.binary(max_size=300))
def test_any_bytes_give_a_plain_tree_or_a_wire_error(data: bytes) -> None:
    try:
        tree = decode(data)
    except WireError:
        return
    assert is_plain(tree)


@given(st.binary(max_size=200), st.binary(max_size=50))
def test_any_head_gives_a_plain_tree_or_a_wire_error(head: bytes, blob: bytes) -> None:
    try:
        tree = decode(frame(head, blob))
    except WireError:
        return
    assert is_plain(tree)


@given(trees)
def test_any_tree_is_a_record_from_a_child_or_a_wire_error(tree: object) -> None:
    with pytest.raises(WireError, match="not the record that was agreed"):
        decode_as(TypeAdapter(FromChild), encode(Anything(tree=tree)))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        pytest.param(frame(b"{"), "not JSON", id="half an object"),
        pytest.param(frame(b"\xff\xfe"), "not JSON", id="not UTF-8"),
        pytest.param(frame(b"NaN"), "not JSON", id="NaN"),
        pytest.param(frame(b'{"a":Infinity}'), "not JSON", id="infinity"),
        pytest.param(frame(b'{"a":1,"a":2}'), "not JSON", id="a key twice"),
        pytest.param(frame(b"[" * 100_000), "not JSON", id="nested beyond the parser"),
        pytest.param(frame(b"9" * 5000), "not JSON", id="an int of 5000 digits"),
        pytest.param(
            frame(b"[" * 40 + b"]" * 40), "too many parts or is nested", id="nested beyond the cap"
        ),
        pytest.param(
            frame(json.dumps([0] * (wire.MAX_NODES + 1)).encode()), "too many parts", id="too many"
        ),
        pytest.param(
            frame(b'{"$bytes":[0,1]}'), "outside the frame", id="bytes that are not there"
        ),
        pytest.param(frame(b'{"$bytes":[-1,1]}', b"ab"), "malformed", id="a negative offset"),
        pytest.param(frame(b'{"$bytes":[0,true]}', b"ab"), "malformed", id="a bool for a length"),
        pytest.param(frame(b'{"$bytes":[0,1],"x":1}', b"ab"), "malformed", id="bytes and more"),
        pytest.param(b"\x00" * 7, "length", id="shorter than its header"),
        pytest.param(frame(b"1") + b"x", "length", id="longer than it says"),
    ],
)
def test_what_is_refused_says_why(data: bytes, why: str) -> None:
    with pytest.raises(WireError, match=why):
        decode(data)


def test_lengths_above_the_caps_are_refused_before_anything_is_read() -> None:
    with pytest.raises(WireError, match="larger than the caps allow"):
        frame_length(struct.pack("<II", wire.MAX_HEAD + 1, 0))
    with pytest.raises(WireError, match="larger than the caps allow"):
        frame_length(struct.pack("<II", 0, wire.MAX_BLOB + 1))


def test_a_frame_has_no_length_until_its_header_has_come() -> None:
    assert frame_length(b"\x01\x00\x00") is None
    assert frame_length(frame(b"{}", b"abc")[:8]) == 13


def test_unknown_and_missing_keys_are_refused() -> None:
    with pytest.raises(WireError, match="verdict"):
        validated(Observed, {"kind": "observed", "seen": {}, "verdict": "passed"})
    with pytest.raises(WireError, match="id"):
        validated(Answer, {"kind": "answer", "outcome": {"kind": "observed", "seen": {}}})


def test_a_lone_surrogate_survives() -> None:
    assert decode(encode(Anything(tree="\ud800"))) == {"tree": "\ud800"}


@pytest.mark.parametrize("step", [(1, 1), (0, 0), (999_999_999, 12)])
def test_a_step_goes_its_short_way(step: tuple[int, int]) -> None:
    sent = encode_step(*step)
    assert sent == encode(Step(cell=step[0], line=step[1]))
    assert decode_step(sent) == step


@pytest.mark.parametrize(
    ("head", "blob"),
    [
        pytest.param(b'{"kind":"step","cell":1,"line":01}', b"", id="not JSON"),
        pytest.param(b'{"kind":"step","cell":1,"line":-1}', b"", id="negative"),
        pytest.param(b'{"kind":"step","cell":1,"line":9999999999}', b"", id="too long"),
        pytest.param(b'{"kind":"step","cell":1,"line":1} ', b"", id="more"),
        pytest.param(b'{"kind":"step","cell":1,"line":1}', b"x", id="bytes"),
        pytest.param(b'{"kind":"step","cell":1,"line":', b"1}", id="half of it in bytes"),
    ],
)
def test_what_is_not_just_a_step_goes_the_long_way(head: bytes, blob: bytes) -> None:
    assert decode_step(frame(head, blob)) is None
