"""Files that a program wrote, read without leaving its folder."""

from __future__ import annotations

import os

import pytest

from grader.child.files import MAX_BYTES, read_inside


@pytest.fixture
def folder(tmp_path):
    work = tmp_path / "work"
    (work / "out").mkdir(parents=True)
    (work / "out" / "a.txt").write_bytes(b"abc")
    (work / "big").write_bytes(b"x" * (MAX_BYTES + 5))
    (tmp_path / "secret").write_text("no")
    return work


def test_a_file(folder):
    assert read_inside(str(folder), "out/a.txt") == b"abc"


def test_the_beginning_of_a_large_one(folder):
    assert read_inside(str(folder), "big") == b"x" * MAX_BYTES


@pytest.mark.parametrize(
    "path", ["../secret", "/etc/passwd", "out", "missing", "out/../../secret", "", "out/a.txt/b"]
)
def test_what_is_no_file_of_the_folder(folder, path):
    assert read_inside(str(folder), path) is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without named pipes")
def test_neither_links_nor_pipes(folder):
    os.symlink(folder.parent / "secret", folder / "link")
    os.mkfifo(folder / "pipe")
    assert read_inside(str(folder), "link") is None
    assert read_inside(str(folder), "pipe") is None
