"""Each layer, applied in a process of its own, does what it says."""

import os
import socket
import subprocess
import sys

import pytest

from grader.child.confine import LAYERS
from grader.child.confine.kernel import Kernel
from grader.child.confine.landlock import version
from grader.child.confine.rlimits import limits_of, processor_seconds
from grader.child.confine.rootdrop import why_not
from grader.model.run import Limits

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux only")

ORDER = ("session", "descriptors", "rootdrop", "namespaces", "tmpfs", "capabilities", "rlimits")
ORDER += ("death_signal", "undumpable", "no_new_privs", "landlock", "seccomp")


def test_the_layers_are_these_in_this_order():
    assert LAYERS == ORDER


def test_whoever_may_make_namespaces_gets_every_layer(run, who):
    states = run("done(**confine())")
    assert list(states) == list(ORDER)
    missing = {name for name, (state, _) in states.items() if state != "applied"}
    assert missing <= ({"rootdrop"} if who == "ourselves" and os.getuid() == 0 else set())


def test_a_layer_that_is_off_is_left_out_and_said_to_be(run):
    script = """
answers = {}
for layer in LAYERS:
    reading, writing = os.pipe()
    if os.fork() == 0:
        settings = dataclasses.replace(settings, off=frozenset({layer}), keep=(0, 1, 2, writing))
        os.write(writing, json.dumps(confine()).encode())
        os._exit(0)
    os.wait()
    answers[layer] = json.loads(os.read(reading, 1 << 16))
done(**answers)
"""
    for layer, states in run(script).items():
        assert states[layer] == ["off", "switched off"]
        needing = {"namespaces": {"tmpfs"}, "no_new_privs": {"landlock", "seccomp"}}.get(
            layer, set()
        )
        for name in needing:
            assert states[name] == ["unavailable", f"it needs {layer}"]
        applied = {name for name, (state, _) in states.items() if state == "applied"}
        assert applied >= set(ORDER) - {layer, "rootdrop"} - needing


def test_a_layer_applied_by_half_ends_the_child(run):
    script = "done(raised=tried(confine))"
    assert run(script, prepared={"parent": 1 << 22}) == {"raised": "ProcessLookupError"}


def test_session_makes_a_leader(run):
    script = "confine(); done(leads=os.getsid(0) == os.getpid())"
    assert run(script, only=["session"]) == {"leads": True}


def test_descriptors_closes_what_is_not_kept(run):
    script = """
stray = os.open(os.devnull, os.O_RDONLY)
far = os.dup2(stray, 900)
kept = os.dup2(stray, 300)
settings = dataclasses.replace(settings, keep=(0, 1, 2, kept))
confine()
done(stray=tried(lambda: os.fstat(stray).st_size), far=tried(lambda: os.fstat(far).st_size),
     kept=tried(lambda: os.fstat(kept).st_size), output=tried(lambda: os.fstat(1).st_nlink >= 0))
"""
    expected = {"stray": "OSError", "far": "OSError", "kept": 0, "output": True}
    assert run(script, only=["descriptors"]) == expected


def test_rootdrop_leaves_an_ordinary_user_alone(run, uid):
    if uid == 0:
        pytest.skip("we are root")
    script = "state = confine()['rootdrop']; done(state=state, uid=os.getuid())"
    assert run(script, only=["rootdrop"]) == {"state": ["applied", ""], "uid": uid}


def test_rootdrop_hands_root_over_with_its_folder(run, uid):
    if uid != 0:
        pytest.skip("only root can be handed over")
    script = """
state = confine()["rootdrop"]
done(state=state, ids=[*os.getresuid(), *os.getresgid(), os.getgroups()],
     wrote=open("x", "w").write("y"), back=tried(lambda: os.setuid(0)))
"""
    answer = run(script, only=["rootdrop"], prepared={"no_drop": ""})
    assert answer["state"] == ["applied", ""]
    assert answer["ids"] == [*[65534] * 6, []]
    assert (answer["wrote"], answer["back"]) == (1, "PermissionError")


def test_rootdrop_says_which_folder_is_closed_and_what_to_do(run, uid, tmp_path):
    closed = tmp_path / "closed"
    (closed / "lib").mkdir(parents=True)
    closed.chmod(0o700)
    why = why_not([str(closed / "lib")])
    assert f"Python's files are under {closed}, which only root may open" in why
    assert "install bubblewrap, or Python and the grader where every user can read them" in why
    assert why_not(["/usr/lib", "/dev/null"]) == ""
    if uid == 0:
        answer = run("done(state=confine()['rootdrop'])", prepared={"no_drop": why})
        assert answer == {"state": ["unavailable", why]}


def test_namespaces_are_new_and_keep_the_user(run, uid):
    script = """
kinds = ("user", "mnt", "ipc", "net")
before = [os.readlink(f"/proc/self/ns/{kind}") for kind in kinds]
confine()
after = [os.readlink(f"/proc/self/ns/{kind}") for kind in kinds]
interfaces = [name for _, name in socket.if_nameindex()]
done(new=[a != b for a, b in zip(before, after)], uid=os.getuid(), interfaces=interfaces)
"""
    answer = run(script, only=["namespaces"])
    assert answer == {"new": [True] * 4, "uid": uid, "interfaces": ["lo"]}


def test_namespaces_leave_to_the_wrapper_what_it_has(run):
    script = """
names = ("user", "mnt", "ipc", "net")
before = [os.readlink(f"/proc/self/ns/{name}") for name in names]
states = confine()
after = [os.readlink(f"/proc/self/ns/{name}") for name in names]
done(new=[a != b for a, b in zip(before, after)], why=states["namespaces"][1])
"""
    answer = run(script, only=["namespaces"], prepared={"wrapped": True})
    assert answer["new"] == [True, True, False, False]
    assert answer["why"] == "network and shared memory: those around all children"


def test_namespaces_say_why_they_cannot_be_had(run):
    script = """
threading.Thread(target=threading.Event().wait, daemon=True).start()
done(**confine())
"""
    state, why = run(script, only=["namespaces"])["namespaces"]
    assert state == "unavailable"
    assert why == "the system refuses user namespaces (the process has several threads)"


def test_tmpfs_is_small_and_nobody_elses(run, who):
    script = """
os.chdir(work)
open("before", "w").close()
confine()
def fill():
    with open("big", "wb") as file:
        file.write(bytes(2 << 20))
def many():
    for number in range(3000):
        open(f"f{number}", "w").close()
here = os.listdir(".")
big = tried(fill); os.unlink("big")
done(here=here, big=big, many=tried(many), made=len(os.listdir(".")),
     mode=oct(os.stat(".").st_mode))
"""
    answer = run(script, only=["namespaces", "tmpfs"], limits={"disk": 1 << 20})
    assert answer["here"] == []
    assert (answer["big"], answer["many"]) == ("OSError", "OSError")
    assert 2000 < answer["made"] < 2048
    assert answer["mode"] == "0o40700"


def test_tmpfs_lasts_as_long_as_the_child(run):
    script = """
reading, writing = os.pipe()
if os.fork() == 0:
    settings = dataclasses.replace(settings, keep=(0, 1, 2, writing))
    confine()
    open("left", "w").write("x")
    os.write(writing, b"x")
    os._exit(0)
os.read(reading, 1)
os.wait()
done(left=os.listdir(work))
"""
    assert run(script, only=["namespaces", "tmpfs"]) == {"left": []}


def test_capabilities_are_gone(run):
    script = """
confine()
status = open("/proc/self/status").read().splitlines()
done(**{line[:6]: line.split()[1] for line in status if line.startswith("Cap")})
"""
    sets = run(script, only=["namespaces", "capabilities"])
    for name in ("CapInh", "CapPrm", "CapEff", "CapAmb"):
        assert int(sets[name], 16) == 0


SMALL = {"memory": 64 << 20, "disk": 1 << 20, "total_seconds": 84.0}


def test_rlimits_end_in_memory_errors_and_short_files(run):
    script = """
import resource
confine()
def fill():
    with open("big", "wb") as file:
        file.write(bytes(2 << 20))
def open_many():
    return [os.open(os.devnull, os.O_RDONLY) for _ in range(200)]
done(much=tried(lambda: len(bytearray(96 << 20))), little=len(bytearray(8 << 20)), fill=tried(fill),
     many=tried(open_many), core=resource.getrlimit(resource.RLIMIT_CORE),
     cpu=resource.getrlimit(resource.RLIMIT_CPU))
"""
    answer = run(script, only=["rlimits"], limits=SMALL)
    assert (answer["much"], answer["little"]) == ("MemoryError", 8 << 20)
    assert (answer["fill"], answer["many"]) == ("OSError", "OSError")
    assert answer["core"] == [0, 0]
    assert answer["cpu"] == [84, 84]


@pytest.mark.parametrize(
    ("total", "seconds"),
    [
        pytest.param(60.0, 60, id="whole seconds"),
        pytest.param(0.2, 1, id="a part of a second counts whole"),
    ],
)
def test_processor_time_is_that_of_one_processor(total, seconds):
    limits = Limits(total_seconds=total)
    assert processor_seconds(limits) == seconds
    assert limits_of(limits)["CPU"] == seconds


def test_a_program_that_spins_is_ended_by_the_kernel(run):
    script = """
import signal
if os.fork() == 0:
    confine()
    while True:
        pass
_, status = os.wait()
done(signal=os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGKILL))
"""
    assert run(script, only=["rlimits"], limits={"total_seconds": 1.0}) == {"signal": True}


def test_memory_counts_from_what_is_mapped_already():
    assert limits_of(Limits(memory=1 << 30))["AS"] > (1 << 30) + (1 << 20)


def test_rlimits_do_not_raise_what_is_lower_already(run):
    script = """
import resource
resource.setrlimit(resource.RLIMIT_NOFILE, (50, 50))
confine()
done(files=resource.getrlimit(resource.RLIMIT_NOFILE))
"""
    assert run(script, only=["rlimits"]) == {"files": [50, 50]}


def test_death_signal_ends_it_with_its_parent(run):
    script = """
reading, writing = os.pipe()
parent = os.fork()
if parent == 0:
    prepared = dataclasses.replace(prepared, pid=os.getpid())
    ready, told = os.pipe()
    if os.fork() == 0:
        settings = dataclasses.replace(settings, keep=(1, 2, writing, told))
        confine()
        os.write(told, b"x")
        threading.Event().wait(50)
    os.read(ready, 1)
    os._exit(0)
os.close(writing)
done(ended=os.read(reading, 1) == b"")
"""
    assert run(script, only=["death_signal"]) == {"ended": True}


def test_undumpable_is_set(run):
    script = """
import ctypes
before = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)
confine()
done(before=before, after=ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
"""
    assert run(script, only=["undumpable"]) == {"before": 1, "after": 0}


def test_no_new_privs_is_set(run):
    script = "confine(); done(flag='NoNewPrivs:\\t1' in open('/proc/self/status').read())"
    assert run(script, only=["no_new_privs"]) == {"flag": True}


@pytest.fixture
def listening():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


FILES = """
outside = os.path.join(given["scratch"], "outside")
with open(outside, "w") as file:
    file.write("secret")
shown = os.path.join(given["scratch"], "shown")
with open(shown, "w") as file:
    file.write("for all")
settings = dataclasses.replace(settings, readable=(shown, "/nowhere"))
state = confine()["landlock"]
def inside():
    os.mkdir("folder"); os.symlink("folder", "link"); os.mkfifo("fifo")
    with open("folder/file", "w") as file:
        file.write("x")
    os.truncate("folder/file", 0)
    os.rename("folder/file", "folder/again"); os.unlink("folder/again"); os.rmdir("folder")
    return "works"
def emptied():
    os.close(os.open(shown, os.O_RDONLY | os.O_TRUNC))
done(state=state, inside=tried(inside), null=open("/dev/null", "w").write("x"),
     read=tried(lambda: open(outside).read()), listed=tried(lambda: os.listdir(given["scratch"])),
     write=tried(lambda: open(outside, "a")), remove=tried(lambda: os.unlink(outside)),
     cut=tried(lambda: os.truncate(outside, 0)), emptied=tried(emptied),
     beside=tried(lambda: open(outside + "2", "w")), passwd=tried(lambda: open("/etc/hostname")),
     shown=tried(lambda: open(shown).read()), change=tried(lambda: open(shown, "w")),
     environ=tried(lambda: open("/proc/self/environ")), maps=tried(lambda: open("/proc/self/maps")),
     imported=tried(lambda: __import__("decimal").__name__))
"""
REFUSED = ("read", "listed", "write", "remove", "beside", "change", "environ")


@pytest.mark.parametrize(
    "abi", range(1, version(Kernel() if sys.platform == "linux" else None) + 1)
)
def test_landlock_of_every_version_keeps_files_apart(run, abi):
    answer = run(FILES, only=["no_new_privs", "landlock"], prepared={"landlock": abi})
    assert answer["state"][0] == "applied"
    assert {answer[name] for name in REFUSED} == {"PermissionError"}
    assert answer["passwd"] in {"PermissionError", "FileNotFoundError"}
    assert answer["cut"] == ("PermissionError" if abi >= 3 else None)
    assert (answer["inside"], answer["shown"], answer["imported"]) == (
        "works",
        "for all" if abi >= 3 else "",
        "decimal",
    )
    assert answer["maps"] != "PermissionError"


def test_seccomp_covers_what_early_landlock_misses(run):
    script = """
from grader.child.confine import seccomp
prepared = dataclasses.replace(prepared, filter=seccomp.build(1))
""" + FILES.replace('    os.truncate("folder/file", 0)\n', "")
    only = ["no_new_privs", "landlock", "seccomp"]
    answer = run(script, only=only, prepared={"landlock": 1})
    assert answer["inside"] == "works"
    assert (answer["cut"], answer["emptied"]) == ("PermissionError", "PermissionError")
    assert answer["shown"] == "for all"


@pytest.mark.parametrize(
    ("abi", "remark"),
    [
        pytest.param(
            1,
            "version 1, which leaves out: files may be cut short, TCP, "
            "signals and abstract sockets",
            id="the first",
        ),
        pytest.param(4, "version 4, which leaves out: signals and abstract sockets", id="TCP"),
        pytest.param(6, "version 6", id="complete"),
    ],
)
def test_landlock_says_what_its_version_leaves_out(run, abi, remark):
    if version(Kernel()) < abi:
        pytest.skip("this kernel's Landlock is older")
    only = ["no_new_privs", "landlock"]
    assert run("done(**confine())", only=only, prepared={"landlock": abi})["landlock"] == [
        "applied",
        remark,
    ]


def test_landlock_says_when_there_is_none(run):
    state = run("done(**confine())", prepared={"landlock": 0})["landlock"]
    assert state == ["unavailable", "the kernel has no Landlock (Linux 5.13 or later, switched on)"]


def test_landlock_forbids_tcp_and_signals(run):
    if version(Kernel()) < 6:
        pytest.skip("this kernel's Landlock is older")
    script = """
server = socket.create_server(("127.0.0.1", 0))
port = server.getsockname()[1]
reading, writing = os.pipe()
victim = os.fork()
if victim == 0:
    os.close(writing)
    os.read(reading, 1)
    os._exit(0)
settings = dataclasses.replace(settings, keep=(0, 1, 2, reading, writing, server.fileno()))
confine()
done(connect=tried(lambda: socket.create_connection(("127.0.0.1", port), timeout=2)),
     signal=tried(lambda: os.kill(victim, 0)), itself=tried(lambda: os.kill(os.getpid(), 0)))
"""
    answer = run(script, only=["no_new_privs", "landlock"])
    assert answer == {"connect": "PermissionError", "signal": "PermissionError", "itself": None}


def test_an_installed_graders_answers_are_not_readable(tmp_path):
    """A grader installed in a virtual environment keeps problem sets in its `share` folder."""
    venv = tmp_path / "a venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    answers = venv / "share/grader/problems/reference.py"
    answers.parent.mkdir(parents=True)
    answers.write_text("the answer")
    site = next(venv.glob("lib/python*/site-packages"))
    paths = [path for path in sys.path if path.endswith("site-packages")]
    import grader

    repository = os.path.dirname(grader.__path__[0])
    (site / "borrowed.pth").write_text("\n".join((*paths, repository)))
    work = tmp_path / "work"
    work.mkdir()
    script = """
import os, sys
from grader.child.confine import Settings, apply, prepare
before = open(sys.argv[2]).read()
states = apply(prepare(), Settings(work=sys.argv[1]))
try:
    after = open(sys.argv[2]).read()
except PermissionError:
    after = "refused"
import decimal
print(before, after, next(state.state for state in states if state.name == "landlock"))
"""
    command = [venv / "bin/python", "-P", "-s", "-c", script, work, answers]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "the answer refused applied"
