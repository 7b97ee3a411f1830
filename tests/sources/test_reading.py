import hashlib
import os
import socket
import stat

import pytest

from grader.errors import SubmissionError
from grader.model.submission import HelperFile
from grader.sources import bound_names, read_submission


def refusal(path):
    with pytest.raises(SubmissionError) as caught:
        read_submission(path)
    return str(caught.value)


def write(folder, **files):
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text)
    return folder


def test_module(tmp_path):
    file = write(tmp_path, hw="x = 1\n") / "hw.py"
    submission = read_submission(str(file))
    assert submission.path == str(file)
    assert (submission.program.kind, submission.program.name) == ("module", "hw.py")
    assert [(each.number, each.source) for each in submission.program.cells] == [(1, "x = 1\n")]
    assert submission.main == HelperFile(path="hw.py", data=b"x = 1\n")
    assert (submission.helpers, submission.left_out) == ((), ())
    assert submission.ran_out_of_order is None


def test_reading_runs_nothing(tmp_path):
    trap = f"open({str(tmp_path / 'ran')!r}, 'w')\n"
    write(tmp_path, hw="import trap\n" + trap, trap=trap)
    read_submission(tmp_path / "hw.py")
    assert sorted(os.listdir(tmp_path)) == ["hw.py", "trap.py"]


def test_relative_path_in_the_current_folder(tmp_path, monkeypatch):
    write(tmp_path, hw="import mine\n", mine="y = 1\n")
    monkeypatch.chdir(tmp_path)
    assert [each.path for each in read_submission("hw.py").helpers] == ["mine.py"]
    assert read_submission("hw.py").digest == read_submission(tmp_path / "hw.py").digest


def test_no_such_file(tmp_path):
    assert refusal(tmp_path / "hw.py") == (
        f"{tmp_path}/hw.py: there is no such file or folder; check the spelling and where you are"
    )


def test_nul_in_the_path():
    assert refusal("a\0.py") == (
        "a\0.py: a file's name cannot hold a NUL character; check the spelling"
    )


def test_another_kind_of_file(tmp_path):
    (tmp_path / "hw.txt").write_text("x = 1")
    assert refusal(tmp_path / "hw.txt") == (
        f"{tmp_path}/hw.txt is neither a Python file (.py) nor a notebook (.ipynb);"
        " hand in one of those, or rename it if it is one"
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no FIFOs here")
def test_pipe_is_never_opened(tmp_path):
    os.mkfifo(tmp_path / "hw.py")
    assert refusal(tmp_path / "hw.py") == (
        f"{tmp_path}/hw.py: it is not an ordinary file but a folder, a pipe, a socket or a device"
    )


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="there are no unix sockets here")
def test_socket_is_never_opened(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("hw.py")
        assert refusal("hw.py").startswith("hw.py: it is not an ordinary file")


def test_link_is_not_followed(tmp_path):
    (tmp_path / "real.py").write_text("x = 1")
    (tmp_path / "hw.py").symlink_to(tmp_path / "real.py")
    (tmp_path / "folder").symlink_to(tmp_path)
    expected = ": it is a link, and links are not followed; give the file or folder itself"
    assert refusal(tmp_path / "hw.py") == f"{tmp_path}/hw.py{expected}"
    assert refusal(tmp_path / "folder") == f"{tmp_path}/folder{expected}"


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="there are no permissions here")
def test_unreadable_file(tmp_path):
    file = write(tmp_path, hw="x = 1") / "hw.py"
    file.chmod(0)
    before = os.geteuid()
    if before == 0:
        os.seteuid(65534)
    try:
        message = refusal(file)
    finally:
        os.seteuid(before)
        file.chmod(stat.S_IRUSR | stat.S_IWUSR)
    assert message == (
        f"{file}: you may not read it; change its permissions (chmod u+r) or ask its owner"
    )


def test_name_that_is_too_long(tmp_path):
    name = "a" * 300 + ".py"
    assert refusal(tmp_path / name) == (
        f"{tmp_path}/{name}: the system cannot read it (File name too long);"
        " copy it elsewhere and try again"
    )


@pytest.mark.skipif(os.name != "posix", reason="names are bytes on POSIX only")
def test_name_that_is_no_text(tmp_path):
    file = os.fsencode(tmp_path) + b"/\xff.py"
    try:
        with open(file, "w") as out:
            out.write("x = 1")
    except OSError:
        pytest.skip("this file system refuses such names")
    assert read_submission(os.fsdecode(file)).program.name == "\\xff.py"


def test_too_much_code(tmp_path):
    file = write(tmp_path, hw="x = 1\n" * 60_000) / "hw.py"
    assert refusal(file) == (
        f"{file} holds more than 200 kB of code;"
        " hand in the exercises only, and keep data in files of their own"
    )


def test_digest_is_of_sorted_paths_and_bytes_with_lengths(tmp_path):
    file = write(tmp_path, hw="import a\n", a="y = 1\n") / "hw.py"
    expected = hashlib.sha256()
    for part in (b"a.py", b"y = 1\n", b"hw.py", b"import a\n"):
        expected.update(len(part).to_bytes(8, "little") + part)
    assert read_submission(file).digest == expected.hexdigest()


@pytest.mark.parametrize(
    ("source", "slug"),
    [
        pytest.param("# grader: pytorch-basics\n", "pytorch-basics", id="comment"),
        pytest.param("x = 1\n  #grader:basics  \n", "basics", id="without spaces"),
        pytest.param("\n" * 29 + "# grader: late\n", "late", id="line 30"),
        pytest.param("\n" * 30 + "# grader: late\nx", None, id="line 31"),
        pytest.param("# grader: two words\n", None, id="two words"),
        pytest.param("x = '# grader: no'\n", None, id="in code"),
    ],
)
def test_declared_set_in_a_comment(tmp_path, source, slug):
    write(tmp_path, hw=source)
    assert read_submission(tmp_path / "hw.py").declared_set == slug


@pytest.mark.parametrize(
    ("metadata", "slug"),
    [
        pytest.param('{"grader": {"set": "basics"}}', "basics", id="metadata"),
        pytest.param("{}", "other", id="else the first cell"),
        pytest.param('{"grader": {"set": 5}}', "other", id="not a name"),
        pytest.param('{"grader": 5}', "other", id="not an object"),
        pytest.param("5", "other", id="no metadata"),
    ],
)
def test_declared_set_in_a_notebook(tmp_path, metadata, slug):
    cell = '{"cell_type": "code", "source": "# grader: other"}'
    text = f'{{"nbformat": 4, "metadata": {metadata}, "cells": [{cell}]}}'
    (tmp_path / "hw.ipynb").write_text(text)
    assert read_submission(tmp_path / "hw.ipynb").declared_set == slug


def test_bound_names(tmp_path):
    write(tmp_path, hw="a = 1\nb = a\na = 2\n")
    assert bound_names(read_submission(tmp_path / "hw.py")) == {"a", "b"}
