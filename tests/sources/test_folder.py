import json
import os
import unicodedata

import pytest

from grader.errors import SubmissionError
from grader.sources import read_submission

NOTEBOOK = json.dumps(
    {"nbformat": 4, "metadata": {}, "cells": [{"cell_type": "code", "source": "x = 1"}]}
)


def fill(folder, *names, **files):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(NOTEBOOK if name.endswith(".ipynb") else "x = 1\n")
    return folder


def refusal(path):
    with pytest.raises(SubmissionError) as caught:
        read_submission(path)
    return str(caught.value).replace(str(path), "FOLDER")


def helpers(submission):
    return [each.path for each in submission.helpers]


def left_out(submission):
    return {name: str(reason) for name, reason in submission.left_out}


@pytest.mark.parametrize(
    ("names", "chosen"),
    [
        pytest.param(["hw.py"], "hw.py", id="the only file"),
        pytest.param(["hw.ipynb", "utils.py"], "hw.ipynb", id="the only notebook"),
        pytest.param(["a.py", "submission.py", "n.ipynb"], "submission.py", id="submission"),
        pytest.param(["a.ipynb", "Solution.ipynb"], "Solution.ipynb", id="solution"),
        pytest.param(["a.py", "__init__.py", ".b.py"], "a.py", id="what does not count"),
        pytest.param(["a.py", "deep/submission.py"], "a.py", id="not in a folder below"),
    ],
)
def test_which_file_is_the_submission(tmp_path, names, chosen):
    fill(tmp_path, *names)
    submission = read_submission(tmp_path)
    assert (submission.path, submission.program.name) == (str(tmp_path), chosen)
    assert submission.main.path == chosen
    assert chosen not in helpers(submission)


@pytest.mark.parametrize(
    ("names", "listed"),
    [
        pytest.param(["a.py", "b.py"], "a.py, b.py", id="modules"),
        pytest.param(["a.ipynb", "b.ipynb", "c.py"], "a.ipynb, b.ipynb", id="notebooks"),
        pytest.param(
            ["submission.ipynb", "submission.py"], "submission.ipynb, submission.py", id="both"
        ),
        pytest.param(["solution.py", "submission.py"], "solution.py, submission.py", id="names"),
    ],
)
def test_several_candidates_are_named(tmp_path, names, listed):
    assert refusal(fill(tmp_path, *names)) == (
        f"FOLDER holds several files that could be the submission ({listed});"
        " give one of them, or call one of them submission.py or submission.ipynb"
    )


def test_folder_without_a_submission(tmp_path):
    assert refusal(fill(tmp_path, "data.csv", "below/hw.py")) == (
        "FOLDER holds no submission, that is no .py or .ipynb file;"
        " give the file itself, or the folder that it is in"
    )


def test_helpers_are_modules_and_data_here_and_below(tmp_path):
    fill(tmp_path, "submission.py", "b.py", "a.csv", "pack/__init__.py", "pack/in/data.NPY")
    submission = read_submission(tmp_path)
    assert helpers(submission) == ["a.csv", "b.py", "pack/__init__.py", "pack/in/data.NPY"]
    assert submission.helpers[0].data == b"x = 1\n"
    assert submission.left_out == ()


def test_what_is_left_out_and_why(tmp_path):
    fill(tmp_path, "submission.py", "other.ipynb", ".secret.py", "movie.mp4", "low.csv", "LOW.csv")
    fill(tmp_path, "__pycache__/a.py", "venv/a.py", ".git/a.py", "mine/pyvenv.cfg", "mine/a.py")
    fill(tmp_path, "new\nline.py", "back\\slash.py", "\u202etxt.py", "n" * 210 + ".py")
    (tmp_path / "big.csv").write_bytes(b"1" * 5_000_001)
    submission = read_submission(tmp_path)
    made = "it holds what Python or a tool has made, not your work"
    named = "its name is too long or holds characters that cannot be shown; rename it"
    assert helpers(submission) == ["LOW.csv"]
    assert left_out(submission) == {
        "other.ipynb": "it is another notebook",
        ".secret.py": "it is hidden",
        ".git/": "it is hidden",
        "movie.mp4": "it is neither a module nor a data file that is handed in",
        "low.csv": "its name differs from another's only in letter case; rename one",
        "__pycache__/": made,
        "venv/": made,
        "mine/": made,
        "new\nline.py": named,
        "back\\slash.py": named,
        "\u202etxt.py": named,
        "n" * 210 + ".py": named,
        "big.csv": "it is larger than 5 MB; clear a notebook's outputs, or make the file smaller",
    }


def test_links_and_pipes_below_are_left_out(tmp_path):
    outside = fill(tmp_path / "outside", "secret.csv", "more/secret.csv")
    folder = fill(tmp_path / "hand-in", "submission.py")
    (folder / "link.csv").symlink_to(outside / "secret.csv")
    (folder / "deep.csv").symlink_to(outside / "more")
    (folder / "hw.ipynb").symlink_to(outside / "secret.csv")
    os.mkfifo(folder / "pipe.csv")
    submission = read_submission(folder)
    link = "it is a link, and links are not followed; give the file or folder itself"
    assert helpers(submission) == []
    assert left_out(submission) == {
        "link.csv": link,
        "deep.csv": link,
        "hw.ipynb": "it is another notebook",
        "pipe.csv": "it is not an ordinary file but a folder, a pipe, a socket or a device",
    }


def test_link_cannot_be_the_submission(tmp_path):
    fill(tmp_path / "outside", "hw.py")
    (tmp_path / "hand-in").mkdir()
    (tmp_path / "hand-in" / "submission.py").symlink_to(tmp_path / "outside" / "hw.py")
    assert "FOLDER holds no submission" in refusal(tmp_path / "hand-in")


def test_names_of_libraries_are_noted_but_go_along(tmp_path):
    fill(tmp_path, "submission.py", "torch.py", "numpy/__init__.py", "json.py", "grader.py")
    fill(tmp_path, "random.csv", "mine.py")
    submission = read_submission(tmp_path)
    words = "it is handed in, but `import {}` always means the library; rename it if you import it"
    assert {"torch.py", "numpy/__init__.py", "json.py", "grader.py"} < set(helpers(submission))
    assert left_out(submission) == {
        "torch.py": words.format("torch"),
        "numpy/__init__.py": words.format("numpy"),
        "json.py": words.format("json"),
        "grader.py": words.format("grader"),
    }


def test_korean_names_are_composed(tmp_path):
    fill(tmp_path, "submission.py", unicodedata.normalize("NFD", "데이터.csv"))
    assert helpers(read_submission(tmp_path)) == ["데이터.csv"]


def test_cap_on_the_number_of_helpers(tmp_path):
    fill(tmp_path, "submission.py", *(f"h{number:03}.txt" for number in range(450)))
    submission = read_submission(tmp_path)
    assert len(submission.helpers) == 200
    assert str(submission.left_out[0][1]) == (
        "there are more than 200 files; hand in only those that are needed"
    )
    assert len(submission.left_out) == 201
    assert [str(part) for part in submission.left_out[-1]] == ["…", "and 50 more files"]


def test_cap_on_the_bytes_of_helpers(tmp_path):
    fill(tmp_path, "submission.py")
    for number in range(5):
        (tmp_path / f"{number}.csv").write_bytes(b"1" * 4_500_000)
    submission = read_submission(tmp_path)
    assert helpers(submission) == ["0.csv", "1.csv", "2.csv", "3.csv"]
    assert left_out(submission) == {
        "4.csv": "the files are larger than 20 MB together; hand in only those that are needed"
    }


def test_cap_on_the_code_of_helpers(tmp_path):
    fill(tmp_path, "submission.py")
    for number, size in enumerate((200, 200, 200, 200, 200, 1)):
        (tmp_path / f"h{number}.py").write_bytes(b"#" * size * 1000)
    (tmp_path / "a.py").write_bytes(b"#" * 200_001)
    submission = read_submission(tmp_path)
    words = "it is more code than is read: 200 kB in a file, 1000 kB in all files"
    assert helpers(submission) == ["h0.py", "h1.py", "h2.py", "h3.py", "h4.py"]
    assert left_out(submission) == {"a.py": words, "h5.py": words}


def test_folder_of_thousands(tmp_path):
    fill(tmp_path, "hw.py", *(f"{number}.bin" for number in range(2000)))
    assert refusal(tmp_path) == (
        "FOLDER holds more than 2000 files; give the submission itself,"
        " or a folder that holds nothing else"
    )


def test_thousands_below_are_not_all_looked_at(tmp_path):
    fill(tmp_path, "hw.py", *(f"d{n // 900}/{n}.bin" for n in range(2700)))
    submission = read_submission(tmp_path)
    assert left_out(submission)["…"] == "and 1601 more files"
    assert helpers(submission) == []


def test_deep_folders_are_not_endless(tmp_path):
    fill(tmp_path, "hw.py", "/".join(["d"] * 90) + "/a.csv", "/".join(["e"] * 150) + "/a.csv")
    submission = read_submission(tmp_path)
    assert helpers(submission) == ["d/" * 90 + "a.csv"]
    assert list(left_out(submission)) == ["e/" * 150 + "a.csv"]
