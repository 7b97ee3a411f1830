"""`grade check`: exit statuses, what is written where, bad input, interrupts."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

needs_posix = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX system")
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def everything_in(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def test_all_passed(grade, desk, right):
    before = everything_in(desk)
    ran = grade("check", right)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("A tiny set\nFile: right.py\n")
    assert "Score: 3.5 / 3.5" in ran.out
    assert "\x1b" not in ran.out
    assert everything_in(desk) == before


def test_several_files_one_of_them_bad(grade, right, wrong):
    ran = grade("check", right, "missing.py", wrong)
    assert ran.status == 2
    assert ran.err == (
        "Error: missing.py: there is no such file or folder; check the spelling and where you are\n"
    )
    assert ran.out.startswith("right.py:\n\nA tiny set\n")
    assert "\nwrong.py:\n\nA tiny set\n" in ran.out
    assert ran.out.index("Score: 3.5 / 3.5") < ran.out.index("Score: 2.5 / 3.5")


def test_json_is_all_that_is_on_standard_output(grade, wrong):
    options = ("--format", "json", "--seed", "7", "--lang", "ko", "--staff")
    ran = grade("check", wrong, *options)
    assert (ran.status, ran.err) == (1, "")
    report = json.loads(ran.out)
    assert (report["schema"], report["set"], report["seed"]) == (1, "tiny", 7)
    assert (report["score"], report["max_score"], report["student"]) == (2.5, 3.5, None)
    assert [item["status"] for item in report["items"]] == ["passed", "passed", "failed"]
    assert report["items"][0]["title"] == "tiny_one은 1이다"
    assert [bool(item["staff_note"]) for item in report["items"]] == [False, False, True]
    assert len(ran.out.splitlines()) > 10


def test_json_of_several_files_is_one_line_each(grade, right):
    ran = grade("check", "missing.py", right, "--format", "json")
    assert ran.status == 2
    failure, report = map(json.loads, ran.out.splitlines())
    assert failure == {
        "schema": 1,
        "file": "missing.py",
        "error": "missing.py: there is no such file or folder; check the spelling and where you "
        "are",
    }
    assert report["score"] == 3.5


def test_a_format_for_programs_has_no_headings_of_ours(grade, right, wrong):
    ran = grade("check", right, wrong, "--format", "junit")
    assert (ran.status, ran.err) == (1, "")
    assert ran.out.startswith("<?xml")
    documents = [f"<?xml{each}" for each in ran.out.split("<?xml")[1:]]
    suites = [ET.fromstring(each)[0] for each in documents]
    assert [suite.get("failures") == "0" for suite in suites] == [True, False]


def test_output_goes_to_the_file_and_is_whole(grade, desk, right):
    (desk / "report.json").write_text("before")
    before = everything_in(desk)
    ran = grade("check", right, "--output", "report.json", "--format", "json")
    assert (ran.status, ran.out, ran.err) == (0, "", "Written to report.json\n")
    assert json.loads((desk / "report.json").read_text())["score"] == 3.5
    assert everything_in(desk) == before


@pytest.mark.parametrize(
    ("path", "message"),
    [
        pytest.param("none/x", "--output none/x: there is no folder {desk}/none.", id="no folder"),
        pytest.param("problems", "--output problems is a folder; name a file.", id="folder"),
    ],
)  # fmt: skip
def test_an_output_that_cannot_be(grade, desk, right, path, message):
    ran = grade("check", right, "--output", path)
    assert (ran.status, ran.out, ran.err) == (
        2,
        "",
        f"Error: {message.format(desk=desk.resolve())}\n",
    )


def notebook(cells: int) -> bytes:
    cell = {"cell_type": "code", "source": "x = 1", "metadata": {}, "outputs": []}
    tree = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell] * cells}
    return json.dumps(tree).encode()


NO_SET = (
    "does not say which problem set it is for, and defines none of the names that they ask for. "
    "Say which with --set; there are: tiny"
)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        pytest.param("empty.py", b"", "empty.py is empty; save your work in it", id="empty"),
        pytest.param(
            "a.ipynb", b"hello", "a.ipynb, line 1, column 1: this is not JSON", id="no JSON"
        ),
        pytest.param(
            "a.ipynb", b"{}", "a.ipynb, line 1, column 1: this is not a notebook", id="other JSON"
        ),
        pytest.param("a.ipynb", b"[" * 100_000, "a.ipynb", id="deep nesting"),
        pytest.param("a.ipynb", notebook(100_000), "a.ipynb", id="100,000 cells"),
        pytest.param("a.py", b"\x7fELF\0\0\xff", "a.py is not a text file", id="binary"),
        pytest.param("a.txt", b"x = 1", "a.txt is neither a Python file", id="neither"),
        pytest.param("a.py", b"nobody_asks_for_this = 1", f"a.py {NO_SET}", id="no set fits"),
        pytest.param(
            "a.py", b"x = (1,", "a.py does not say which problem set it is for, and its names "
            "cannot be read: line 1: SyntaxError: '(' was never closed\nx = (1,\n    ^\n"
            "Correct it, or say which set with --set; there are: tiny", id="syntax error",
        ),
        pytest.param(
            "a.py", b"# grader: tinny", "There is no problem set “tinny”; did you mean “tiny”?",
            id="misspelt set",
        ),
        pytest.param(
            "a.py", b"# grader: ../tiny", "a.py says that it is for the problem set “../tiny”, "
            "which is no set's name. Correct it, or say which with --set", id="path for a set",
        ),
    ],
)  # fmt: skip
def test_files_that_cannot_be_graded(grade, desk, name, data, message):
    (desk / name).write_bytes(data)
    ran = grade("check", name)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(f"Error: {message}")
    assert "Traceback" not in ran.err


@needs_posix
def test_a_huge_notebook_is_refused_at_once(grade, desk):
    with (desk / "big.ipynb").open("wb") as file:
        file.truncate(200 << 20)
    ran = grade("check", "big.ipynb")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("Error: big.ipynb: it is larger than ")


def test_a_folder_without_a_submission(grade, desk):
    (desk / "folder").mkdir()
    ran = grade("check", "folder")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("Error: folder holds no submission, that is no .py or .ipynb file")


@needs_posix
@pytest.mark.skipif(IS_ROOT, reason="root may read everything")
def test_a_file_that_may_not_be_read(grade, desk, right):
    (desk / right).chmod(0)
    ran = grade("check", right)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(f"Error: {right}: you may not read it")


@needs_posix
def test_a_name_that_is_not_text(grade, desk):
    name = os.fsdecode(b"\xff\x1b.py")
    (desk / name).write_bytes(b"nobody_asks_for_this = 1")
    ran = grade("check", name)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(f"Error: \\xff\\x1b.py {NO_SET}")


def test_two_sets_fit(grade, make_set, right):
    make_set("problems/twin", **{"slug: tiny": "slug: twin"})
    ran = grade("check", right)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == (
        "Error: right.py could be for several problem sets: tiny, twin. Say which with --set, "
        "for example --set tiny\n"
    )


def test_a_declared_set_settles_it(grade, desk, make_set, right):
    make_set("problems/twin", **{"slug: tiny": "slug: twin"})
    (desk / "hw.py").write_text("# grader: twin\n" + (desk / right).read_text())
    ran = grade("check", "hw.py", "--format", "json")
    assert (ran.status, json.loads(ran.out)["set"]) == (0, "twin")


def test_an_unknown_set(grade, right):
    ran = grade("check", right, "--set", "tinny")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("Error: There is no problem set “tinny”; did you mean “tiny”?")


def test_a_set_with_mistakes_tells_them_all(grade, make_set, right):
    make_set("broken", **{"points: 1.5": "point: 1.5", "check: type": "check: typ"})
    ran = grade("check", right, "--set", "broken")
    assert (ran.status, ran.out) == (2, "")
    first, *mistakes = ran.err.splitlines()
    assert first.startswith("Error: ")
    assert len(mistakes) == 2
    assert all(line.startswith("  - ") and "set.yaml" in line for line in mistakes)


def test_a_broken_set_elsewhere_stops_nobody(grade, make_set, right):
    make_set("problems/broken", **{"slug: tiny": "slug: 3"})
    assert grade("check", right).status == 0


def test_a_wrong_reference_is_our_fault(grade, make_set, right):
    make_set("other", reference="tiny_one = 1\n")
    ran = grade("check", right, "--set", "./other")
    assert ran.status == 3
    assert "THIS SCORE IS NOT FINAL." in ran.out


def test_a_wrong_configuration_file(grade, desk, right):
    (desk / "grade.toml").write_text('stor = "x"\n')
    ran = grade("check", right)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == (
        f"Error: {desk.resolve() / 'grade.toml'}, line 1: the key “stor” is not known. "
        "Did you mean “store”?\n"
    )


@pytest.mark.parametrize("encoding", ["ascii", "cp949", "no-such-codec"])
def test_every_encoding_can_be_written(grade, encoding):
    environ = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "GRADE_LANG": "ko"}
    ran = grade("show", "tiny", environ=environ)
    if encoding == "no-such-codec":  # Python itself will not start
        assert b"grader" not in ran.written
        return
    assert ran.status == 0
    assert ("작은 세트" if encoding == "cp949" else r"\uc791\uc740") in ran.written.decode(encoding)


@needs_posix
def test_no_trace_of_a_reader_that_has_gone(grade, start, right):
    reading, writing = os.pipe()
    os.close(reading)
    with start("check", right, stdout=writing) as process:
        os.close(writing)
        assert process.communicate()[1] == b""
    assert process.returncode == 0


@needs_posix
@pytest.mark.parametrize("arguments", [("--help",), ("list",), ("show", "tiny"), ("schema",)])
def test_no_trace_of_a_reader_that_has_gone_elsewhere(start, arguments):
    reading, writing = os.pipe()
    os.close(reading)
    with start(*arguments, stdout=writing) as process:
        os.close(writing)
        assert process.communicate()[1] == b""
    assert process.returncode == 0


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_standard_output_that_is_full(grade, right):
    with open("/dev/full", "wb") as full:
        ran = grade("show", "tiny", stdout=full)
    assert (ran.status, ran.err) == (
        2,
        "Error: Standard output cannot be written: No space left on device.\n",
    )


@needs_posix
def test_without_standard_streams(start, desk):
    closed = f"exec {sys.executable} -m grader show tiny"
    for redirection in (">&-", "2>&-", "<&-", ">&- 2>&- <&-"):
        ran = subprocess.run(
            ["/bin/sh", "-c", f"{closed} {redirection}"], cwd=desk, capture_output=True, check=False
        )
        assert (ran.returncode, ran.stderr) == (0, b"")


def test_an_error_of_ours_is_told_with_its_log(grade, surroundings, desk, right):
    """Standard input and the rest are sound, but the program's own code is not."""
    broken = Path(surroundings["HOME"]) / "broken"
    broken.mkdir()
    (broken / "sitecustomize.py").write_text(
        "import grader.cli.here as here\n"
        "def settings_here(**_):\n    raise LookupError('what \\x1b[31m nobody expected')\n"
        "here.settings_here = settings_here\n"
    )
    ran = grade("list", environ={"PYTHONPATH": str(broken)})
    assert (ran.status, ran.out) == (3, "")
    first, second = ran.err.splitlines()
    assert first == (
        "This is a fault of the grader or of this machine, not of your work: "
        "LookupError: what \\x1b[31m nobody expected"
    )
    assert second.startswith("Please send this file to those who maintain the grader: ")
    log = Path(second.partition(": ")[2])
    assert log.is_relative_to(surroundings["HOME"])
    text = log.read_text("utf-8")
    assert "Traceback (most recent call last)" in text
    assert "nobody expected" in text
    assert "command: " in text


def test_an_error_of_ours_where_no_log_can_be_written(grade, surroundings, tmp_path):
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "sitecustomize.py").write_text(
        "import grader.cli.here as here, tempfile\n"
        "def settings_here(**_):\n    raise LookupError('x' * 1000)\n"
        "here.settings_here = settings_here\n"
        "tempfile.gettempdir = lambda: '/dev/null'\n"
    )
    (tmp_path / "file").write_text("")
    state = {"XDG_STATE_HOME": str(tmp_path / "file")}
    ran = grade("list", environ={"PYTHONPATH": str(broken), **state})
    assert ran.status == 3
    assert ran.err.splitlines()[1] == "The details could not be written to a file."
    assert len(ran.err) < 500


def descendants(pid: int) -> set[int]:
    """All processes below that one."""
    found = {pid}
    for _ in range(10):
        found |= {each for each, parent in parents().items() if parent in found}
    return found - {pid}


def parents() -> dict[int, int]:
    """Every process's parent."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            stat = (folder / "stat").read_text("utf-8", "replace")
            found[int(folder.name)] = int(stat.rpartition(")")[2].split()[1])
    return found


def is_confined(pid: int) -> bool:
    """Whether it runs a student's program: only then are system calls filtered."""
    try:
        return "Seccomp:\t2" in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


def runs_a_program(pid: int) -> bool:
    return any(map(is_confined, descendants(pid)))


def waited_for(condition, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    return condition()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
@pytest.mark.parametrize(
    ("command", "until"),
    [
        pytest.param("check", descendants, id="while it loads"),
        pytest.param("check", runs_a_program, id="while it runs"),
        pytest.param("submit", runs_a_program, id="submit while it runs"),
    ],
)
def test_an_interrupt(start, desk, command, until):
    (desk / "loop.py").write_text("tiny_one = 1\nwhile True:\n    pass\n")
    before = everything_in(desk)
    # An import cut short leaves an open file to the collector, which would warn of it.
    quiet = {"PYTHONWARNINGS": "ignore"}
    arguments = (command, "loop.py", "--timeout", "60", "--output", "r.txt")
    with start(*arguments, environ=quiet) as process:
        waited_for(lambda: until(process.pid), 30)
        ours = descendants(process.pid)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert b"Traceback" not in out + err
    assert everything_in(desk) == before
    assert ours
    assert waited_for(lambda: not ours & parents().keys(), 10)


def test_a_loop_that_never_ends_is_cut_off(grade, desk):
    (desk / "loop.py").write_text("tiny_one = 1\nwhile True:\n    pass\n")
    ran = grade("check", "loop.py", "--timeout", "1", "--format", "json")
    assert (ran.status, ran.err) == (1, "")
    assert [item["status"] for item in json.loads(ran.out)["items"]][:2] == ["passed", "passed"]


def shown_on_a_terminal(start_on) -> bytes:
    """What a process writes to a terminal; `start_on` starts it on one."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    with start_on(theirs) as process:
        os.close(theirs)
        shown = b""
        with suppress(OSError):  # the end of a terminal is an error
            while part := os.read(ours, 65536):
                shown += part
        process.communicate()
    os.close(ours)
    return shown


@needs_posix
def test_a_terminal_gets_colours(start, right):
    shown = shown_on_a_terminal(
        lambda terminal: start("check", right, environ={"TERM": "xterm"}, stdout=terminal)
    )
    assert b"\x1b[" in shown
    assert "✓".encode() in shown


@needs_posix
@pytest.mark.parametrize(
    ("environ", "color"),
    [
        pytest.param({"TERM": "xterm"}, True, id="wanted"),
        pytest.param({"TERM": "xterm", "NO_COLOR": ""}, True, id="empty NO_COLOR"),
        pytest.param({"TERM": "xterm", "NO_COLOR": "1"}, False, id="NO_COLOR"),
        pytest.param({"TERM": "dumb"}, False, id="dumb"),
    ],
)
def test_colours_are_left_out_where_unwanted(surroundings, environ, color):
    code = "from grader.cli.screen import Screen; s = Screen('en'); print(s.color, s.width)"
    environ = {**surroundings, **environ, "COLUMNS": "66"}
    command = [sys.executable, "-c", code]
    shown = shown_on_a_terminal(
        lambda terminal: subprocess.Popen(command, env=environ, stdout=terminal)
    )
    assert shown.split() == [str(color).encode(), b"66"]
    piped = subprocess.run(command, env=environ, capture_output=True, check=True)
    assert piped.stdout.split() == [b"False", b"80"]
