"""The filter of system calls: by trying them, and by following it for every machine."""

import ctypes
import ctypes.util
import errno
import struct
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.child.confine import seccomp
from grader.child.confine.bpf import ALLOW, KILL, OWN_PID, REFUSE, Check, assemble
from grader.child.confine.syscalls import BEYOND, NUMBERS

DENY = REFUSE | errno.EPERM
MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
ME = 4242

SCRIPT = """
import asyncio, ctypes, fcntl, mmap, resource, select, shutil, signal, subprocess, tempfile
libc = ctypes.CDLL(None, use_errno=True)
def call(name, *arguments):
    ctypes.set_errno(0)
    result = getattr(libc, name)(*arguments)
    return "refused" if result < 0 and ctypes.get_errno() == 1 else result
def raw(number, *arguments):
    ctypes.set_errno(0)
    result = libc.syscall(number, *map(ctypes.c_long, arguments))
    return [result, ctypes.get_errno()] if result < 0 else "allowed"
def thread():
    made = []
    worker = threading.Thread(target=made.append, args=(1,)); worker.start(); worker.join()
    return made == [1]
async def in_a_thread():
    return await asyncio.to_thread(lambda: 7)
def copied():
    with open("a", "w") as file: file.write("x")
    shutil.copy2("a", "b")
    return open("b").read()
def mode():
    os.chmod("a", 0o777)
    return oct(os.stat("a").st_mode & 0o777) != "0o777"
def times():
    os.utime("a", (1, 1))
    return os.stat("a").st_mtime > 1
def attribute():
    os.setxattr("a", "user.x", b"y")
    return "set"
def stopped():
    seen = []
    signal.signal(signal.SIGUSR1, lambda *_: seen.append(1))
    os.kill(os.getpid(), signal.SIGUSR1)
    signal.raise_signal(signal.SIGUSR1)
    signal.pthread_kill(threading.get_ident(), signal.SIGUSR1)
    return len(seen)
def pair():
    a, b = socket.socketpair()
    a.sendall(b"hi")
    return b.recv(2).decode()
confine()
parent = os.getppid()
with open("a", "w"): pass
attempts = {
    "fork": os.fork, "run": lambda: subprocess.run(["/bin/true"]),
    "exec": lambda: os.execv("/bin/true", ["true"]), "shell": lambda: os.popen("true").read(),
    "spawn": lambda: os.posix_spawn("/bin/true", ["true"], {}),
    "system": lambda: os.system("true") != 0,
    "vfork": lambda: call("vfork"), "new session": os.setsid, "new group": lambda: os.setpgid(0, 0),
    "TCP": socket.socket, "unix": lambda: socket.socket(socket.AF_UNIX),
    "netlink": lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW),
    "datagram pair": lambda: socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM),
    "kill the parent": lambda: os.kill(parent, 0), "kill all": lambda: os.kill(-1, 0),
    "kill the group": lambda: os.kill(0, 0), "pidfd": lambda: os.pidfd_open(os.getpid()),
    "limits of another": lambda: resource.prlimit(parent, resource.RLIMIT_NOFILE),
    "owner of a file": lambda: fcntl.fcntl(1, 8, parent),
    "signal of a file": lambda: fcntl.fcntl(1, 10, 9),
    "type for the terminal": lambda: fcntl.ioctl(0, 0x5412, b"x"),
    "ptrace": lambda: call("ptrace", 0, 0, 0, 0), "unshare": lambda: call("unshare", 0x10000000),
    "mount": lambda: call("mount", b"none", b"/", None, 0, None),
    "outlive the parent": lambda: call("prctl", 1, 0, 0, 0, 0),
    "be dumpable": lambda: call("prctl", 4, 1, 0, 0, 0),
    "memory file": lambda: os.memfd_create("x"),
    "shared memory": lambda: call("shmget", 0, 4096, 0o1600),
    "become root": lambda: os.setuid(0), "priority": lambda: os.setpriority(0, 0, 5),
    "keyring": lambda: raw(given["keyctl"], 0, -3, 0), "io_uring": lambda: raw(425, 1, 0),
    "clone3": lambda: raw(435, 0, 0), "a newer call": lambda: raw(462, 0, 0, 0),
    "thread": thread, "asyncio": lambda: asyncio.run(in_a_thread()), "pair": pair,
    "signals to itself": stopped,
    "limits": lambda: len(resource.getrlimit(resource.RLIMIT_CPU)) == 2,
    "own limits by pid": lambda: bool(resource.prlimit(os.getpid(), resource.RLIMIT_CPU)),
    "poll": lambda: select.select([], [], [], 0) == ([], [], []),
    "temporary file": lambda: tempfile.TemporaryFile(dir=work).write(b"x"),
    "map": lambda: len(mmap.mmap(-1, 4096)), "copy": copied, "chmod": mode, "utime": times,
    "chown": lambda: os.chown("a", 0, 0), "set attribute": attribute,
    "flags": lambda: fcntl.fcntl(1, fcntl.F_GETFL) >= 0,
    "name": lambda: call("prctl", 15, b"worker", 0, 0, 0),
}
done(**{name: tried(attempt) for name, attempt in attempts.items()})
"""
REFUSED = "PermissionError"
EXPECTED = {
    **dict.fromkeys(("fork", "run", "exec", "shell", "spawn", "new session", "new group"), REFUSED),
    **dict.fromkeys(("TCP", "unix", "netlink", "datagram pair"), REFUSED),
    **dict.fromkeys(("kill the parent", "kill all", "kill the group", "pidfd"), REFUSED),
    **dict.fromkeys(("limits of another", "owner of a file", "signal of a file"), REFUSED),
    **dict.fromkeys(("type for the terminal", "memory file", "become root", "priority"), REFUSED),
    **dict.fromkeys(("vfork", "ptrace", "unshare", "mount", "outlive the parent"), "refused"),
    **dict.fromkeys(("be dumpable", "shared memory"), "refused"),
    "keyring": [-1, errno.EPERM],
    "io_uring": [-1, errno.EPERM],
    "clone3": [-1, errno.ENOSYS],
    "a newer call": [-1, errno.ENOSYS],
    **dict.fromkeys(("thread", "system", "limits", "own limits by pid", "poll", "flags"), True),
    **dict.fromkeys(("chmod", "utime"), True),
    "asyncio": 7,
    "pair": "hi",
    "signals to itself": 3,
    "temporary file": 1,
    "map": 4096,
    "copy": "x",
    "chown": None,
    "set attribute": "set",
    "name": 0,
}


@pytest.mark.skipif(sys.platform != "linux", reason="Linux only")
def test_what_a_program_may_still_do(run):
    script = f'given["keyctl"] = {NUMBERS["keyctl"][seccomp.MACHINES[_machine()][0]]}\n' + SCRIPT
    answer = run(script, only=["no_new_privs", "seccomp"])
    assert answer == EXPECTED


@pytest.mark.skipif(sys.platform != "linux", reason="Linux only")
def test_a_machine_without_a_table_is_told(run):
    script = "prepared = dataclasses.replace(prepared, filter=None); done(**confine())"
    state, why = run(script)["seccomp"]
    assert (state, why) == ("unavailable", f"there is no table of system calls for {_machine()}")


def test_no_filter_is_built_for_an_unknown_machine():
    assert seccomp.build(7, "riscv64") is None


@pytest.mark.parametrize("machine", MACHINES)
def test_every_call_of_the_table_is_decided(machine):
    column, _ = MACHINES[machine]
    for name, numbers in NUMBERS.items():
        if numbers[column] is None or name in seccomp.PARTLY or name in seccomp.CUTTING_SHORT:
            continue
        expected = REFUSE if name in seccomp.METADATA else DENY
        assert decide(machine, numbers[column]) == expected, name


@pytest.mark.parametrize("machine", MACHINES)
@given(number=st.integers(0, 2**32 - 1))
def test_calls_outside_the_table_are_allowed_or_unknown(machine, number):
    column, _ = MACHINES[machine]
    if number in {numbers[column] for numbers in NUMBERS.values()}:
        return
    expected = ALLOW if number < BEYOND else REFUSE | errno.ENOSYS
    assert decide(machine, number) == expected


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize(
    ("name", "arguments", "action"),
    [
        pytest.param("kill", (ME, 9), ALLOW, id="kill itself"),
        pytest.param("kill", (ME + 1, 9), DENY, id="kill another"),
        pytest.param("kill", (2**64 - 1, 9), DENY, id="kill all"),
        pytest.param("kill", (2**64 - ME, 9), DENY, id="kill a group"),
        pytest.param("kill", (0, 9), DENY, id="kill its group"),
        pytest.param("tgkill", (ME, 7, 9), ALLOW, id="a thread of its own"),
        pytest.param("tgkill", (1, 1, 9), DENY, id="a thread of another"),
        pytest.param("clone", (0x3D0F00,), ALLOW, id="a thread"),
        pytest.param("clone", (0x1200011,), DENY, id="a process"),
        pytest.param("clone", (0x10000011,), DENY, id="a process in a namespace"),
        pytest.param("clone3", (), REFUSE | errno.ENOSYS, id="clone3"),
        pytest.param("prlimit64", (0, 7), ALLOW, id="its limits"),
        pytest.param("prlimit64", (ME, 7), ALLOW, id="its limits by number"),
        pytest.param("prlimit64", (1, 7), DENY, id="limits of another"),
        pytest.param("socketpair", (1, 0o2000001), ALLOW, id="a stream pair"),
        pytest.param("socketpair", (1, 2), DENY, id="a datagram pair"),
        pytest.param("socketpair", (1, 5), DENY, id="a packet pair"),
        pytest.param("socketpair", (30, 1), DENY, id="a pair of another family"),
        pytest.param("fcntl", (1, 8, 1), DENY, id="own a file's signals"),
        pytest.param("fcntl", (1, 3), ALLOW, id="flags of a file"),
        pytest.param("ioctl", (0, 0x5412), DENY, id="type for the terminal"),
        pytest.param("ioctl", (0, 0xFFFFFFFF_00005412), DENY, id="type, with high bits"),
        pytest.param("ioctl", (0, 0x5413), ALLOW, id="size of the terminal"),
        pytest.param("prctl", (1, 0), DENY, id="outlive the parent"),
        pytest.param("prctl", (15, 0), ALLOW, id="name a thread"),
        pytest.param("openat", (3, 0, 0o1000), ALLOW, id="open"),
        pytest.param("truncate", (), ALLOW, id="truncate"),
        pytest.param("openat2", (), ALLOW, id="openat2"),
    ],
)
def test_calls_that_depend_on_their_arguments(machine, name, arguments, action):
    assert decide(machine, NUMBERS[name][MACHINES[machine][0]], arguments) == action


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize(
    ("name", "arguments", "action"),
    [
        pytest.param("truncate", (), DENY, id="truncate"),
        pytest.param("openat", (3, 0, 0o1000), DENY, id="cut short while reading"),
        pytest.param("openat", (3, 0, 0o1001), ALLOW, id="cut short while writing"),
        pytest.param("openat", (3, 0, 0), ALLOW, id="read"),
        pytest.param("openat2", (), REFUSE | errno.ENOSYS, id="openat2"),
    ],
)
def test_calls_that_early_landlock_does_not_see(machine, name, arguments, action):
    number = NUMBERS[name][MACHINES[machine][0]]
    assert decide(machine, number, arguments, landlock=2) == action


@pytest.mark.parametrize("machine", MACHINES)
def test_another_calling_convention_is_killed(machine):
    code = seccomp.build(7, machine).for_process(ME)
    assert follow(code, 0x40000003, 0) == KILL


def test_the_old_convention_of_32_bits_is_unknown():
    assert decide("x86_64", 0x40000000 | 57) == REFUSE | errno.ENOSYS


@pytest.mark.parametrize("machine", MACHINES)
def test_numbers_are_those_of_libseccomp(machine):
    name = ctypes.util.find_library("seccomp")
    if name is None:
        pytest.skip("libseccomp is not installed")
    resolve = ctypes.CDLL(name).seccomp_syscall_resolve_name_arch
    resolve.argtypes = (ctypes.c_uint32, ctypes.c_char_p)
    column, architecture = MACHINES[machine]
    unknown = -1
    for call, numbers in NUMBERS.items():
        number = resolve(architecture, call.encode())
        if number == unknown:
            continue
        assert (number if number >= 0 else None) == numbers[column], call


CHECKS = st.recursive(
    st.sampled_from([ALLOW, DENY, KILL, REFUSE]),
    lambda inner: st.builds(
        Check,
        st.integers(0, 5),
        st.lists(st.sampled_from([OWN_PID, 0, 1, 2, 255]), min_size=1, max_size=4).map(tuple),
        inner,
        inner,
        mask=st.sampled_from([0xFFFFFFFF, 0xF, 0x10000]),
    ),
    max_leaves=4,
)


@settings(max_examples=200)
@given(
    decisions=st.dictionaries(st.integers(0, 30), CHECKS, max_size=12),
    number=st.integers(0, 40),
    arguments=st.lists(st.sampled_from([0, 1, 2, 255, ME, 0x10001]), min_size=6, max_size=6),
)
def test_assembled_decisions_are_the_decisions(decisions, number, arguments):
    code = assemble(7, decisions, 35, KILL).for_process(ME)
    expected = KILL if number >= 35 else meant(decisions.get(number, ALLOW), arguments)
    assert follow(code, 7, number, arguments) == expected


def test_a_jump_that_is_too_far_is_refused():
    wide = Check(0, tuple(range(300)), inside=ALLOW, outside=DENY)
    with pytest.raises(ValueError, match="a jump over 300 instructions is too far"):
        assemble(7, {1: wide}, 35, KILL)


def meant(decision, arguments):
    """A decision, followed without assembling it."""
    while isinstance(decision, Check):
        value = arguments[decision.index] & 0xFFFFFFFF & decision.mask
        values = {ME if value == OWN_PID else value for value in decision.values}
        decision = decision.inside if value in values else decision.outside
    return decision


def decide(machine, number, arguments=(), landlock=7):
    code = seccomp.build(landlock, machine).for_process(ME)
    return follow(code, MACHINES[machine][1], number, arguments)


def follow(code, machine, number, arguments=()):
    """The filter machine: what the kernel would answer to one call."""
    six = (*arguments, *(0,) * 6)[:6]
    data = struct.pack("=IIQ6Q", number, machine, 0, *six)
    instructions = list(struct.iter_unpack("=HBBI", code))
    at = accumulator = 0
    while True:
        kind, yes, no, value = instructions[at]
        at += 1
        if kind == 0x06:
            return value
        if kind == 0x20:
            (accumulator,) = struct.unpack_from("=I", data, value)
        elif kind == 0x54:
            accumulator &= value
        elif kind == 0x15:
            at += yes if accumulator == value else no
        else:
            assert kind == 0x35
            at += yes if accumulator >= value else no


def _machine():
    import platform

    return platform.machine()
