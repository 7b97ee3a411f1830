"""How the process that runs students' code is started: wrapped, with a clean environment."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal

from grader.errors import RunnerError
from grader.model.message import Message, say
from grader.model.run import LayerState
from grader.runner.mounts import libraries, mounts
from grader.runner.remedies import not_installed, not_linux, refused

Wrapper = Literal["auto", "bwrap", "unshare", "none"]

NOBODY = 65534
PROBE_SECONDS = 20
ORDINARY = ("bwrap", "unshare")
LAYER = "process wrapper: {name}"

# Starts Python without its packages and does what the process will need to do. 15 ms.
CAN_WORK = """
import os, sys
os.mkdir(sys.argv[1])
os.rmdir(sys.argv[1])
for folder in sys.argv[2:]:
    os.listdir(folder)
"""

KEPT = ("OPENBLAS_CORETYPE", "SYSTEMROOT", "WINDIR")
BECOME_NOBODY = (
    "setpriv",
    f"--reuid={NOBODY}",
    f"--regid={NOBODY}",
    "--clear-groups",
    "--inh-caps=-all",
)


@dataclass(frozen=True)
class LaunchPlan:
    """A way to start processes that has been tried and works on this machine.

    `prefix` comes before any command; `scratch` is the one folder that the process can write, and
    belongs to the user that it runs as; `user` is whom the process is handed to, if not ourselves.
    """

    prefix: tuple[str, ...]
    environment: Mapping[str, str]
    scratch: str
    layers: tuple[LayerState, ...]
    user: int | None = None

    def start(
        self,
        command: tuple[str, ...],
        *,
        pass_fds: tuple[int, ...] = (),
        leads: bool = False,
        stdin: int = subprocess.DEVNULL,
        stdout: int = subprocess.DEVNULL,
        stderr: int = subprocess.PIPE,
    ) -> subprocess.Popen[bytes]:
        """The process, which ends at the latest with the thread that started it.

        The environment is the plan's; the working directory is the root folder. One that `leads` a
        group of its own is ended by `end`; it cannot begin a session itself.
        """
        group: dict[str, Any] = {"process_group": 0} if leads else {}
        return subprocess.Popen(
            (*self.prefix, *command),
            env=dict(self.environment),
            cwd=os.path.abspath(os.sep),
            pass_fds=pass_fds,
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
            **group,
            **_handed_to(self.user),
        )


def end(process: subprocess.Popen[bytes]) -> None:
    """Kills a process that leads a group, and all of that: what began no session of its own yet.

    bubblewrap, killed as it starts, would leave behind a process that waits for it for ever.
    """
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stderr is not None:
        process.stderr.close()


@dataclass(frozen=True)
class Attempt:
    """A way to start processes, and why it does not work here, if so."""

    prefix: tuple[str, ...] = ()
    user: int | None = None
    hindrance: Message | None = None


def plan(wrapper: Wrapper = "auto") -> LaunchPlan:
    """The best plan that works here, found by trying; its folder is made, for `discard` to remove.

    A wrapper that is named is used or else RunnerError raised.
    """
    scratch = os.path.realpath(tempfile.mkdtemp(prefix="grader-"))
    try:
        return _plan(wrapper, scratch)
    except BaseException:
        remove(scratch)
        raise


def discard(made: LaunchPlan) -> None:
    """Removes the plan's folder and all in it."""
    remove(made.scratch)


def remove(folder: str) -> None:
    """Removes a folder and all that children made in it: trees of any depth, closed folders too."""
    if os.name != "posix":
        shutil.rmtree(folder, ignore_errors=True)
        return
    # Not by shutil, which recurses: a child chose the depth.
    for command in (("/bin/rm", "-rf"), ("/bin/chmod", "-R", "u+rwx"), ("/bin/rm", "-rf")):
        subprocess.run((*command, "--", folder), check=False, stderr=subprocess.DEVNULL)
        if not os.path.lexists(folder):
            return


def environment(scratch: str) -> dict[str, str]:
    """A clean environment: nothing of the grader's own, one thread, everything in `scratch`."""
    threads = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")
    return {
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "HOME": scratch,
        "TMPDIR": scratch,
        "TEMP": scratch,
        "USER": "student",
        "LOGNAME": "student",
        "MPLBACKEND": "Agg",
        "MPLCONFIGDIR": os.path.join(scratch, "matplotlib"),
        "IPYTHONDIR": os.path.join(scratch, "ipython"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "MALLOC_ARENA_MAX": "2",
        **dict.fromkeys(threads, "1"),
        **{name: os.environ[name] for name in KEPT if name in os.environ},
    }


def _plan(wrapper: Wrapper, scratch: str) -> LaunchPlan:
    layers: list[LayerState] = []
    for name in ORDINARY if wrapper == "auto" else (wrapper,):
        if name == "none":
            break
        attempt = attempt_with(name, scratch)
        if attempt.hindrance is None:
            layers.append(LayerState(name=LAYER.format(name=name), state="applied"))
            return _made(attempt, scratch, tuple(layers))
        if wrapper != "auto":
            raise _unusable(name, attempt.hindrance)
        layers.append(_missing(name, attempt.hindrance))
    if wrapper == "none":
        layers = [LayerState(name=LAYER.format(name=n), state="off") for n in ORDINARY]
    return _made(unwrapped(scratch), scratch, tuple(layers))


def attempt_with(name: str, scratch: str) -> Attempt:
    """Tries the wrapper of that name by running Python in it."""
    if sys.platform != "linux":
        return Attempt(hindrance=not_linux())
    program = shutil.which(name)
    if program is None:
        return Attempt(hindrance=not_installed(name, PACKAGES[name]))
    if os.getuid() == 0:
        return _as_root(name, program, scratch)
    prefix = (program, *PREFIXES[name](scratch, False))
    said = _tried(prefix, None, scratch)
    return Attempt(prefix, hindrance=refused(said) if said else None)


def _as_root(name: str, program: str, scratch: str) -> Attempt:
    """Hands over to an ordinary user inside the wrapper, or stays root where that one cannot read.

    Only `unshare` shows files with their own rights; the child's layer `rootdrop` tells of it.
    """
    if shutil.which(BECOME_NOBODY[0]) is None:
        return Attempt(hindrance=not_installed(BECOME_NOBODY[0], "util-linux"))
    prefix = (program, *PREFIXES[name](scratch, True))
    os.chown(scratch, NOBODY, NOBODY)
    said = _tried((*prefix, *BECOME_NOBODY), None, scratch)
    if not said:
        return Attempt((*prefix, *BECOME_NOBODY))
    os.chown(scratch, 0, 0)
    if name == "unshare" and not _tried(prefix, None, scratch):
        return Attempt(prefix)
    return Attempt(prefix, hindrance=refused(said))


def unwrapped(scratch: str) -> Attempt:
    """No wrapper: as an ordinary user where root can hand over, else as ourselves."""
    if not hasattr(os, "getuid") or os.getuid() != 0:
        return Attempt()
    os.chown(scratch, NOBODY, NOBODY)
    if not _tried((), NOBODY, scratch):
        return Attempt(user=NOBODY)
    # The child tells why root stayed root: its layer `rootdrop` is the one that is missing.
    os.chown(scratch, 0, 0)
    return Attempt()


def _bwrap(scratch: str, root: bool) -> tuple[str, ...]:
    """Root mounts what an ordinary user may not open, then hands over by setpriv.

    A user namespace would not do for root: its user would still be root to the files outside.
    """
    spaces: tuple[str, ...] = ("--unshare-all",)
    powers: tuple[str, ...] = ("--cap-drop", "ALL")
    if root:
        spaces = ("--unshare-ipc", "--unshare-net", "--unshare-pid", "--unshare-uts")
        spaces += ("--unshare-cgroup-try",)
        powers += ("--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID")
    together = ("--die-with-parent", "--new-session", "--chdir", "/")
    return (*spaces, *powers, *together, *mounts(scratch), "--")


def _unshare(_scratch: str, root: bool) -> tuple[str, ...]:
    users = () if root else ("--user", "--map-current-user")
    spaces = ("--net", "--ipc", "--uts", "--mount", "--pid", "--mount-proc")
    return (*users, *spaces, "--fork", "--kill-child", "--")


PREFIXES = {"bwrap": _bwrap, "unshare": _unshare}
PACKAGES = {"bwrap": "bubblewrap", "unshare": "util-linux"}


def _tried(prefix: tuple[str, ...], user: int | None, scratch: str) -> str:
    """Nothing where Python starts and can work; else what was said last."""
    python = (sys.executable, "-I", "-S", "-c", CAN_WORK)
    try:
        done = subprocess.run(
            (*prefix, *python, os.path.join(scratch, "probe"), *libraries()),
            env=environment(scratch),
            cwd=os.path.abspath(os.sep),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=PROBE_SECONDS,
            **_handed_to(user),
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return "" if done.returncode == 0 else (lines or [f"status {done.returncode}"])[-1]


def _handed_to(user: int | None) -> dict[str, Any]:
    return {} if user is None else {"user": user, "group": user, "extra_groups": []}


def _made(attempt: Attempt, scratch: str, layers: tuple[LayerState, ...]) -> LaunchPlan:
    return LaunchPlan(attempt.prefix, environment(scratch), scratch, layers, attempt.user)


def _missing(name: str, hindrance: Message) -> LayerState:
    return LayerState(name=LAYER.format(name=name), state="unavailable", why=str(hindrance)[:500])


def _unusable(name: str, hindrance: Message) -> RunnerError:
    return RunnerError(say("{wrapper} cannot be used here. {why}", wrapper=name, why=hindrance))
