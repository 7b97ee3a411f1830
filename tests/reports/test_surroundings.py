import os
import sys

import pytest

from grader.reports.surroundings import Surroundings, surroundings

pty_only = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")


@pytest.fixture
def terminal():
    """A terminal of 123 columns."""
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 123, 0, 0))
    with open(theirs, "w", encoding="utf-8") as stream:
        yield stream
    os.close(ours)


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        pytest.param({}, Surroundings(80, False, "cp949"), id="80 columns"),
        pytest.param({"COLUMNS": "60"}, Surroundings(60, False, "cp949"), id="COLUMNS"),
        pytest.param({"COLUMNS": "wide"}, Surroundings(80, False, "cp949"), id="no number"),
        pytest.param({"COLUMNS": "²"}, Surroundings(80, False, "cp949"), id="no plain number"),
        pytest.param({"COLUMNS": "0"}, Surroundings(80, False, "cp949"), id="zero"),
        pytest.param({"COLUMNS": "9" * 5000}, Surroundings(80, False, "cp949"), id="absurd"),
    ],
)
def test_in_a_file(tmp_path, environ, expected):
    with open(tmp_path / "report.txt", "w", encoding="cp949") as stream:
        assert surroundings(stream, environ) == expected


@pty_only
@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        pytest.param({"TERM": "xterm"}, Surroundings(123, True, "utf-8"), id="its own width"),
        pytest.param({"COLUMNS": "70"}, Surroundings(70, True, "utf-8"), id="COLUMNS"),
        pytest.param({"NO_COLOR": "1"}, Surroundings(123, False, "utf-8"), id="NO_COLOR"),
        pytest.param({"NO_COLOR": ""}, Surroundings(123, True, "utf-8"), id="NO_COLOR, but empty"),
        pytest.param({"TERM": "dumb"}, Surroundings(123, False, "utf-8"), id="a dumb terminal"),
    ],
)
def test_in_a_terminal(terminal, environ, expected):
    assert surroundings(terminal, environ) == expected
