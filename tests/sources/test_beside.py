import os

import pytest

from grader.sources import read_submission


def read(folder, **files):
    for name, text in files.items():
        data = text if isinstance(text, bytes) else text.encode()
        (folder / f"{name}.py").write_bytes(data)
    return read_submission(folder / "hw.py")


def helpers(submission):
    return [each.path for each in submission.helpers]


def test_read_alone_nothing_comes_along(tmp_path):
    (tmp_path / "hw.py").write_text("import other\n")
    (tmp_path / "other.py").write_text("x = 1\n")
    assert len(read_submission(tmp_path / "hw.py").helpers) == 1
    alone = read_submission(tmp_path / "hw.py", alone=True)
    assert (alone.helpers, alone.left_out) == ((), ())


def test_only_imported_siblings_come_along(tmp_path):
    (tmp_path / "data.csv").write_text("1")
    submission = read(
        tmp_path,
        hw="import a.b\ndef f():\n    from c import x\nimport missing\n",
        a="import d, hw\n",
        c="from a import *\nfrom . import e\n",
        d="import d\n",
        e="",
        unused="",
    )
    assert helpers(submission) == ["a.py", "c.py", "d.py"]
    assert submission.left_out == ()


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param("import unused(\n", id="syntax error"),
        pytest.param(b"\0", id="binary"),
        pytest.param(b"x = '\xff\xff'", id="no encoding"),
    ],
)
def test_helper_that_cannot_be_parsed_goes_along(tmp_path, broken):
    assert helpers(read(tmp_path, hw="import a", a=broken, unused="")) == ["a.py"]


def test_imports_of_a_notebook_with_a_broken_cell(tmp_path):
    (tmp_path / "a.py").write_text("x = 1")
    cells = ",".join(
        f'{{"cell_type": "code", "source": "{source}"}}' for source in ("x = (", "%cd x\\nimport a")
    )
    (tmp_path / "hw.ipynb").write_text(f'{{"nbformat": 4, "cells": [{cells}]}}')
    assert helpers(read_submission(tmp_path / "hw.ipynb")) == ["a.py"]


def test_traps_are_left_out(tmp_path):
    (tmp_path / "secret.txt").write_text("s")
    (tmp_path / "a.py").symlink_to(tmp_path / "secret.txt")
    os.mkfifo(tmp_path / "b.py")
    submission = read(tmp_path, hw="import a, b, c", c="#" * 200_001)
    assert submission.helpers == ()
    assert [(name, str(why)) for name, why in submission.left_out] == [
        ("a.py", "it is a link, and links are not followed; give the file or folder itself"),
        ("b.py", "it is not an ordinary file but a folder, a pipe, a socket or a device"),
        ("c.py", "it is more code than is read: 200 kB in a file, 1000 kB in all files"),
    ]


def test_sibling_with_the_name_of_a_library_is_noted(tmp_path):
    submission = read(tmp_path, hw="import torch", torch="x = 1")
    assert helpers(submission) == ["torch.py"]
    assert [(name, str(why)) for name, why in submission.left_out] == [
        (
            "torch.py",
            "it is handed in, but `import torch` always means the library;"
            " rename it if you import it",
        )
    ]


def test_an_imported_folder_is_left_out_and_says_how_it_comes_along(tmp_path):
    for package in ("tools", "torch", "unused_tools"):
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").write_text("")
    submission = read(tmp_path, hw="import tools.deep, torch, a", a="from tools import x")
    assert helpers(submission) == ["a.py"]
    assert [(name, str(why)) for name, why in submission.left_out] == [
        ("tools/", "it is a folder; to hand it in too, give the folder that holds all your files")
    ]
