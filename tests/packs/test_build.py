"""What is in a pack: whole, the same every time, and no more than it should be."""

from __future__ import annotations

import importlib.metadata
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import grader
from grader.errors import UsageError
from grader.locale import catalogue
from grader.packs import kind_named, pack, write_folder, write_zip
from grader.specs import load_set

WHEEL = f"grader-{grader.__version__}-py3-none-any.whl"
ENGLISH = catalogue("en")


def files(tiny, kind, language="en"):
    return {each.path: each for each in pack(tiny, kind, catalogue(language))}


def test_the_zip_for_gradescope(tiny, tmp_path):
    path = tmp_path / "tiny.zip"
    write_zip(pack(tiny, "gradescope", ENGLISH), str(path))
    with zipfile.ZipFile(path) as archive:
        modes = {each.filename: stat.S_IMODE(each.external_attr >> 16) for each in archive.filelist}
    assert modes == {
        "setup.sh": 0o755,
        "constraints.txt": 0o644,
        WHEEL: 0o644,
        "run_autograder": 0o755,
        "fault.json": 0o644,
        "policy.json": 0o644,
        "set/reference.py": 0o644,
        "set/set.yaml": 0o644,
    }
    again = tmp_path / "again.zip"
    write_zip(pack(tiny, "gradescope", ENGLISH), str(again))
    fault = json.loads(files(tiny, "gradescope")["fault.json"].data)
    assert "score" not in fault
    assert again.read_bytes() == path.read_bytes()


def test_the_folder_for_prairielearn(tiny, tmp_path):
    path = tmp_path / "tiny"
    write_folder(pack(tiny, "prairielearn", ENGLISH), str(path))
    found = {str(each.relative_to(path)) for each in path.rglob("*") if each.is_file()}
    question = "questions/tiny"
    assert found == {
        *("image/Dockerfile", "image/setup.sh", "image/constraints.txt", f"image/{WHEEL}"),
        *(f"{question}/info.json", f"{question}/question.html"),
        *(f"{question}/tests/run_autograder", f"{question}/tests/fault.json"),
        f"{question}/tests/policy.json",
        *(f"{question}/tests/set/set.yaml", f"{question}/tests/set/reference.py"),
    }
    assert os.access(path / question / "tests" / "run_autograder", os.X_OK)
    info = json.loads((path / question / "info.json").read_text("utf-8"))
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", info.pop("uuid"))
    assert info == {
        "title": "A tiny set",
        "topic": "Programming",
        "type": "v3",
        "gradingMethod": "External",
        "externalGradingOptions": {
            "enabled": True,
            "image": f"grader:{grader.__version__}",
            "entrypoint": "/grade/tests/run_autograder",
            "timeout": 300,
            "enableNetworking": False,
        },
    }


def test_the_question_shows_the_task_and_never_a_hidden_title_or_an_answer(tiny):
    html = files(tiny, "prairielearn")["questions/tiny/question.html"].data.decode()
    assert html.startswith("{{=@! !@=}}\n<pl-question-panel>\n<markdown>\n# A tiny set")
    assert "Make one." in html
    assert '<pl-file-upload file-names="tiny.ipynb">' in html
    assert "<pl-external-grader-results>" in html
    assert "secret" not in html


def test_a_pack_speaks_one_language(tiny):
    packed = files(tiny, "gradescope", "ko")
    assert " gradescope ko /autograder" in packed["run_autograder"].data.decode()
    assert "숫자 하나" in json.loads(packed["fault.json"].data)["tests"][0]["name"]


@pytest.mark.parametrize("kind", ["gradescope", "prairielearn"])
def test_nothing_names_a_host_and_only_pip_fetches(tiny, kind):
    for path, each in files(tiny, kind).items():
        if path.endswith((".sh", "run_autograder", "Dockerfile", "constraints.txt", ".json")):
            text = each.data.decode()
            assert not re.search(r"://|\bapt|\bcurl\b|\bwget\b|@[A-Z]+@|index-url", text), path


def test_what_the_set_is_not_made_of_stays_out(tiny, tmp_path):
    folder = tmp_path / "set"
    (folder / "wrong").mkdir(parents=True)
    (folder / ".git").mkdir()
    (folder / "__pycache__").mkdir()
    for name in ("set.yaml", "reference.py"):
        shutil.copy(Path(tiny.folder, name), folder)
    for name in ("wrong/two.py", ".git/config", "__pycache__/x.pyc", ".hidden"):
        (folder / name).write_text("x = 1\n")
    found = {path for path in files(load_set(folder), "gradescope") if path.startswith("set/")}
    assert found == {"set/set.yaml", "set/reference.py", "set/wrong/two.py"}


def test_the_versions_are_those_of_here_without_local_parts(tiny):
    lines = files(tiny, "gradescope")["constraints.txt"].data.decode().splitlines()
    assert lines[0] == "# The versions with which this pack was made."
    assert f"torch=={importlib.metadata.version('torch').partition('+')[0]}" in lines
    assert f"numpy=={importlib.metadata.version('numpy')}" in lines
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[0-9a-z.]+", line) for line in lines[1:])
    assert not any(line.startswith("hypothesis") for line in lines)


@pytest.mark.skipif(sys.platform == "win32", reason="setup.sh is for Linux")
@pytest.mark.parametrize("whole", [True, False], ids=["python", "debian's python"])
def test_setup_installs_a_grader_that_holds_no_answers(tiny, tmp_path, whole):
    pytest.importorskip("pip")
    folder = tmp_path / "source"
    write_folder(pack(tiny, "gradescope", ENGLISH), str(folder))
    script = (folder / "setup.sh").read_text().replace("/opt/grader", str(tmp_path / "opt"))
    (folder / "setup.sh").write_text(script)
    python = tmp_path / "python"
    refuse = f'[ "$1 $2 $3" != "-m venv {tmp_path}/opt" ] || exit 1'
    python.write_text(f'#!/bin/sh\n{"" if whole else refuse}\nexec {sys.executable} "$@"\n')
    python.chmod(0o755)
    environ = {"PATH": os.environ["PATH"], "PYTHON": str(python), "HOME": str(tmp_path)}
    offline = {"PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1", "PIP_NO_COMPILE": "1"}
    done = subprocess.run(
        ["bash", str(folder / "setup.sh")],
        env={**environ, **offline},
        check=False,
        capture_output=True,
        text=True,
        cwd="/",
    )
    assert done.returncode == 0, done.stderr
    python = tmp_path / "opt" / "bin" / "python"
    code = "import grader.cli, grader.packs.wheel; print(grader.__version__, grader.__path__[0])"
    said = subprocess.run([python, "-I", "-c", code], check=False, capture_output=True, text=True)
    assert "ModuleNotFoundError: No module named 'pydantic'" in said.stderr
    assert (tmp_path / "opt" / "bin" / "grade").exists()
    names = [each.name for each in (tmp_path / "opt").rglob("*") if "pip" not in each.parts]
    assert "grader.mo" in names
    assert "run_autograder" in names
    assert "reference.py" not in names


@pytest.mark.skipif(sys.platform == "win32", reason="setup.sh is for Linux")
def test_setup_asks_for_a_recent_python(tiny, tmp_path):
    folder = tmp_path / "source"
    write_folder(pack(tiny, "gradescope", ENGLISH), str(folder))
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("bash", "dirname"):
        (tools / name).symlink_to(f"/usr/bin/{name}")
    done = subprocess.run(
        ["/usr/bin/bash", str(folder / "setup.sh")],
        env={"PATH": str(tools)},
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (
        1,
        "Python 3.11 or later is needed: choose an image that has it, or set PYTHON.\n",
    )


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("gradscope", "There is no pack for “gradscope”. Did you mean “gradescope”?"),
        ("moodle", "There is no pack for “moodle”. There are: gradescope, prairielearn."),
    ],
)
def test_a_kind_that_there_is_not(name, told):
    with pytest.raises(UsageError) as caught:
        kind_named(name)
    assert str(caught.value) == told


@pytest.mark.parametrize("write", [write_zip, write_folder])
def test_what_is_there_is_left_alone(write, tmp_path):
    path = tmp_path / "there"
    path.write_text("mine")
    with pytest.raises(UsageError) as caught:
        write((), str(path))
    assert str(caught.value) == f"{path} is there already and is left alone; name another file."
    assert path.read_text() == "mine"


@pytest.mark.parametrize("write", [write_zip, write_folder])
def test_a_place_that_is_not_there(write, tmp_path):
    path = tmp_path / "nowhere" / "pack"
    with pytest.raises(UsageError) as caught:
        write((), str(path))
    assert str(caught.value) == f"{path} cannot be written: No such file or directory."


def test_a_grader_that_is_not_installed_cannot_be_packed(tiny, monkeypatch):
    def nothing(_):
        raise importlib.metadata.PackageNotFoundError

    monkeypatch.setattr(importlib.metadata, "distribution", nothing)
    with pytest.raises(UsageError) as caught:
        pack(tiny, "gradescope", ENGLISH)
    assert str(caught.value) == (
        "A pack is made of the installed grader, and it is not installed here. Install it first: "
        "pip install ."
    )
