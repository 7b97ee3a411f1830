"""Processes are started clean and wrapped, by whatever means this machine offers."""

import json
import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

from grader.errors import RunnerError
from grader.runner import open_runner
from grader.runner.launch import NOBODY, discard, environment, plan
from grader.runner.mounts import answers
from tests.engine.kit import below, until

WRAPPERS = ("bwrap", "unshare", "none")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="wrappers are Linux's")


@contextmanager
def made(wrapper):
    try:
        launch = plan(wrapper)
    except RunnerError as error:
        pytest.skip(str(error))
    try:
        yield launch
    finally:
        discard(launch)


@pytest.fixture(params=WRAPPERS)
def launch(request):
    with made(request.param) as launch:
        yield launch


def output(launch, script, *arguments, **start):
    command = (sys.executable, "-I", "-S", "-c", script, *arguments)
    with launch.start(command, stdout=subprocess.PIPE, **start) as process:
        said, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors.decode()
    return said.decode().strip()


def test_the_best_way_that_works_is_taken():
    with made("auto") as launch:
        *passed_over, taken = launch.layers or [None]
        assert all(layer.state == "unavailable" and layer.why for layer in passed_over)
        if taken is not None and taken.state == "applied":
            assert taken.name in {"process wrapper: bwrap", "process wrapper: unshare"}


def test_without_a_wrapper_both_are_said_to_be_off():
    with made("none") as launch:
        assert launch.prefix == ()
        assert [(layer.name, layer.state) for layer in launch.layers] == [
            ("process wrapper: bwrap", "off"),
            ("process wrapper: unshare", "off"),
        ]


def test_the_environment_is_clean(launch, monkeypatch):
    monkeypatch.setenv("GRADER_SECRET", "answer")
    monkeypatch.setenv("PYTHONPATH", "/somewhere")
    monkeypatch.setenv("LANG", "ko_KR.UTF-8")
    seen = json.loads(output(launch, "import json, os; print(json.dumps(dict(os.environ)))"))
    expected = environment(launch.scratch)
    assert {name: seen.get(name) for name in expected} == expected
    assert set(seen) - set(expected) <= {"PWD", "LC_CTYPE", "SHLVL", "_", "OLDPWD"}


def test_the_environment_is_this(monkeypatch):
    monkeypatch.delenv("OPENBLAS_CORETYPE", raising=False)
    assert environment("/s") == {
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "HOME": "/s",
        "TMPDIR": "/s",
        "TEMP": "/s",
        "USER": "student",
        "LOGNAME": "student",
        "MPLBACKEND": "Agg",
        "MPLCONFIGDIR": "/s/matplotlib",
        "IPYTHONDIR": "/s/ipython",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "MALLOC_ARENA_MAX": "2",
        "OMP_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
    monkeypatch.setenv("OPENBLAS_CORETYPE", "Haswell")
    assert environment("/s")["OPENBLAS_CORETYPE"] == "Haswell"


def test_the_folder_can_be_written_and_is_removed(launch):
    script = "import sys; open(sys.argv[1] + '/x', 'w').write('y')"
    output(launch, script, launch.scratch)
    with open(f"{launch.scratch}/x", encoding="ascii") as file:
        assert file.read() == "y"
    assert os.stat(launch.scratch).st_mode & 0o777 == 0o700
    discard(launch)
    assert not os.path.exists(launch.scratch)


def test_a_socket_survives_the_wrapping(launch):
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    script = """
import os, socket, sys
control = socket.socket(fileno=int(sys.argv[1]))
data, descriptors, _, _ = socket.recv_fds(control, 100, 1)
os.write(descriptors[0], b"through")
control.send(data[::-1])
"""
    reading, writing = os.pipe()
    with ours, theirs:
        socket.send_fds(ours, [b"abc"], [writing])
        os.close(writing)
        output(launch, script, str(theirs.fileno()), pass_fds=(theirs.fileno(),))
        assert ours.recv(100) == b"cba"
    assert os.read(reading, 100) == b"through"
    os.close(reading)


def test_killing_it_ends_all_that_it_started():
    script = """
import os, sys, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.write(1, b"x")
        time.sleep(50)
    os._exit(0)
time.sleep(50)
"""
    for wrapper in ("bwrap", "unshare"):
        with made(wrapper) as launch:
            command = (sys.executable, "-I", "-S", "-c", script)
            with launch.start(command, stdout=subprocess.PIPE) as process:
                assert process.stdout.read(1) == b"x"
                started = time.monotonic()
                process.kill()
                assert process.stdout.read() == b""
                assert time.monotonic() - started < 10


def test_root_is_never_root_in_bwrap():
    with made("bwrap") as launch:
        script = """
import os
status = open("/proc/self/status").read()
powers = next(line.split()[1] for line in status.splitlines() if line.startswith("CapPrm"))
print(*os.getresuid(), *os.getresgid(), int(powers, 16), *open("/proc/self/uid_map").read().split())
"""
        *ids, powers, inside, outside, _ = map(int, output(launch, script).split())
        user = os.getuid() or NOBODY
        assert ids[:3] == [user] * 3
        assert powers == 0
        if os.getuid() == 0:
            # What it is here it is outside too: not root by another name.
            assert (inside, outside) == (0, 0)


def test_bwrap_shows_nothing_but_python(tmp_path):
    bait = tmp_path / "bait"
    bait.write_text("x")
    script = """
import os, socket, sys
print([path for path in sys.argv[1:] if os.path.lexists(path)])
print(sorted(name for _, name in socket.if_nameindex()))
print(len([name for name in os.listdir("/proc") if name.isdigit()]) < 6)
for path in ("/usr/x", os.path.dirname(os.__file__) + "/x", "/etc/x", "/x", "/dev/shm/x"):
    try:
        open(path, "w")
    except OSError:
        continue
    print("wrote", path)
"""
    here = os.path.dirname(os.path.abspath(__file__))
    with made("bwrap") as launch:
        hidden = (str(bait), here, "/etc/passwd", "/etc/shadow", "/home", "/var", "/root/.ssh")
        assert output(launch, script, *hidden) == "[]\n['lo']\nTrue"


def test_python_is_whole_in_bwrap():
    script = """
import os, torch
from grader.child.confine import LAYERS
print(torch.ones(2).sum().item(), os.path.isdir(os.path.expanduser("~")), len(LAYERS))
"""
    with made("bwrap") as launch:
        command = (sys.executable, "-P", "-s", "-c", script)
        with launch.start(command, stdout=subprocess.PIPE) as process:
            said, errors = process.communicate(timeout=120)
        assert said.decode().split() == ["2.0", "True", "12"], errors.decode()


def test_installed_answers_that_a_mount_would_show_are_covered(tmp_path):
    shown, other, empty = tmp_path / "shown", tmp_path / "other", tmp_path / "empty"
    for prefix in (shown, other):
        (prefix / "share/grader/problems").mkdir(parents=True)
    empty.mkdir()
    prefixes = [str(path) for path in (shown, other, empty)]
    sources = (str(shown), str(other / "lib"), str(empty))
    assert list(answers(prefixes, sources)) == [str(shown / "share/grader")]


def test_a_python_in_a_virtual_environment_works_in_bwrap(tmp_path):
    venv = tmp_path / "a venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    hidden = venv / "share/grader/problems/reference.py"
    hidden.parent.mkdir(parents=True)
    hidden.write_text("the answer")
    import grader

    paths = [path for path in sys.path if path.endswith("site-packages")]
    site = next(venv.glob("lib/python*/site-packages"))
    (site / "borrowed.pth").write_text("\n".join((*paths, os.path.dirname(grader.__path__[0]))))
    script = """
import subprocess, sys
from grader.errors import RunnerError
from grader.runner.launch import discard, plan
try:
    made = plan("bwrap")
except RunnerError as error:
    sys.exit(print("unusable", error))
inside = "import os, sys; print(sys.prefix == sys.argv[1], os.path.exists(sys.argv[2]))"
command = (sys.executable, "-P", "-s", "-c", inside, *sys.argv[1:])
with made.start(command, stdout=subprocess.PIPE) as process:
    print(*(part.decode() for part in process.communicate()))
discard(made)
"""
    command = [venv / "bin/python", "-P", "-s", "-c", script, venv, hidden]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    if done.stdout.startswith("unusable"):
        pytest.skip(done.stdout)
    assert done.stdout.split() == ["True", "False"]


def test_a_wrapper_that_is_missing_is_told_with_its_package(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    for name, package in (("bwrap", "bubblewrap"), ("unshare", "util-linux")):
        with pytest.raises(RunnerError) as caught:
            plan(name)
        assert str(caught.value) == (
            f"{name} cannot be used here. `{name}` is not installed. "
            f"On Debian and Ubuntu: apt-get install {package}"
        )


def test_without_any_wrapper_grading_goes_on(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with made("auto") as launch:
        assert launch.prefix == ()
        assert [(layer.state, layer.why) for layer in launch.layers] == [
            (
                "unavailable",
                f"`{name}` is not installed. On Debian and Ubuntu: apt-get install {package}",
            )
            for name, package in (("bwrap", "bubblewrap"), ("unshare", "util-linux"))
        ]


def test_a_wrapper_that_fails_is_told_in_its_own_words(monkeypatch, tmp_path):
    stubborn = tmp_path / "bwrap"
    stubborn.write_text(
        "#!/bin/sh\necho 'bwrap: No permissions to create new namespace' >&2\nexit 1\n"
    )
    stubborn.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(RunnerError, match="No permissions to create new namespace"):
        plan("bwrap")
    with made("auto") as launch:
        refused = launch.layers[0]
        assert (refused.name, refused.state) == ("process wrapper: bwrap", "unavailable")
        assert "No permissions to create new namespace" in refused.why


def test_a_plan_that_fails_leaves_no_folder(monkeypatch, tmp_path):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RunnerError):
        plan("bwrap")
    assert list(temporary.iterdir()) == []


def test_one_that_is_closed_as_it_starts_leaves_nothing():
    before = set(below(os.getpid()))
    for number in range(16):
        with open_runner(shell=False):
            time.sleep(number * 0.3e-3)
    assert until(lambda: set(below(os.getpid())) <= before)
