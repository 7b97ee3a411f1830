"""The files of a set's folder."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.errors import SpecError
from grader.specs import load_set

Told = Callable[[str | bytes], list[str]]
SOUND = (
    "slug: demo\ntitle: A\nproblems:\n- {slug: a, title: A, task: x, items: "
    "[{slug: a, title: A, check: rank, probe: {of: x}}]}\n"
)


def test_bytes_that_are_not_utf_8(mistakes: Told) -> None:
    assert mistakes(b"slug: demo\ntitle: " + "가".encode("cp949") + b"\n") == [
        "set.yaml:2:8: The file is not UTF-8 (byte 0xB0); save it as UTF-8."
    ]
    (told,) = mistakes("slug: demo\n".encode("utf-16"))
    assert told == "set.yaml:1:1: The file is not UTF-8 (byte 0xFF); save it as UTF-8."


def test_a_large_file(mistakes: Told) -> None:
    assert mistakes(b"#" * (1 << 20) + b"\n") == ["set.yaml: The file is larger than 1024 KiB."]


def test_an_empty_file(mistakes: Told) -> None:
    assert mistakes(b"") == ["set.yaml: The file is empty; a problem set begins with `slug:`."]


def told_of(folder: Path) -> list[str]:
    with pytest.raises(SpecError) as caught:
        load_set(folder)
    return [str(each).removeprefix(f"{folder}/") for each in caught.value.mistakes]


@pytest.fixture
def sound(folder: Path) -> Path:
    (folder / "set.yaml").write_text(SOUND, "utf-8")
    load_set(folder)
    return folder


def test_no_such_folder(tmp_path: Path) -> None:
    missing = tmp_path / "nowhere"
    assert told_of(missing) == [
        "reference.py: There is no such file; a problem set needs one.",
        "set.yaml: There is no such file; a problem set needs one.",
    ]


def test_a_folder_for_a_file(sound: Path) -> None:
    (sound / "set.yaml").unlink()
    (sound / "set.yaml").mkdir()
    (told,) = told_of(sound)
    assert told.startswith(("set.yaml: This is not", "set.yaml: The file cannot be read"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes")
def test_a_pipe_is_not_waited_for(sound: Path) -> None:
    (sound / "set.yaml").unlink()
    os.mkfifo(sound / "set.yaml")
    assert told_of(sound) == ["set.yaml: This is not an ordinary file."]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_a_file_that_may_not_be_read(sound: Path) -> None:
    (sound / "set.yaml").chmod(0)
    assert told_of(sound) == ["set.yaml: The file cannot be read: Permission denied."]


def test_a_link_to_nothing(sound: Path) -> None:
    (sound / "starter.py").symlink_to("nothing.py")
    assert told_of(sound) == ["starter.py: There is no such file; a problem set needs one."]


@pytest.mark.parametrize(
    ("source", "place"),
    [
        pytest.param(b"x = 1\ny = (\n", ":2:5: Python cannot read this: %s", id="syntax"),
        pytest.param(b"x = '\xb0'\n", ":1:6: The file is not UTF-8 (byte 0xB0); %s", id="bytes"),
    ],
)
@pytest.mark.parametrize("name", ["reference.py", "starter.py"])
def test_python_that_cannot_be_read(sound: Path, name: str, source: bytes, place: str) -> None:
    (sound / name).write_bytes(source)
    rest = "'(' was never closed." if b"(" in source else "save it as UTF-8."
    assert told_of(sound) == [f"{name}{place % rest}"]


@pytest.mark.parametrize(
    "source",
    [pytest.param(b"x = 1\0\n", id="null"), pytest.param(b"x = " + b"(" * 5000, id="nested")],
)
def test_python_that_is_no_text_or_too_deep(sound: Path, source: bytes) -> None:
    (sound / "reference.py").write_bytes(source)
    (told,) = told_of(sound)
    assert told.startswith("reference.py:1:")
    assert ": Python cannot read this: " in told


def test_an_odd_escape_is_no_mistake(sound: Path) -> None:
    (sound / "reference.py").write_bytes(b"x = '\\d'\n")
    assert load_set(sound).reference == "x = '\\d'\n"
