"""The warm process that forks a child per run. It never holds an answer or a student's work.

Started as `python -m grader.child.zygote FD SCRATCH SHELL WRAPPED`: a SEQPACKET socket, a folder
of its own, `shell` or `plain`, `wrapped` or `bare`. It says hello, then forks for every
`{"fork": n, "optimisers": bool}` with three descriptors (job, result, standard error), and
tells how each child ended.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import platform
import selectors
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from grader.checkers import all_checkers
from grader.child.channel import Channel
from grader.child.confine import Prepared, prepare
from grader.child.confine.kernel import PR_SET_CHILD_SUBREAPER, PR_SET_DUMPABLE
from grader.child.pages import gather
from grader.child.programs import prepare_shell
from grader.child.rehearsal import rehearse, rehearse_programs
from grader.child.serve import serve
from grader.child.shims import install_shims

JOB, RESULT = 100, 101
MANY = 4
FAULT = 70


@dataclass(frozen=True)
class Birth:
    """A child that lives, as the zygote knows it."""

    number: int
    pid: int
    work: str


def main() -> None:
    """Runs until the parent hangs up."""
    descriptor, scratch, shell, wrapped = sys.argv[1:]
    control = socket.socket(fileno=int(descriptor))
    control.set_inheritable(False)
    prepared = warm_up(shell=shell == "shell", wrapped=wrapped == "wrapped")
    stand_guard(prepared)
    control.send(json.dumps({"kind": "hello", "number": 0, **versions()}).encode())
    Zygote(control, scratch, prepared, shell=shell == "shell").run()


def versions() -> dict[str, str]:
    """The software that runs students' code."""
    return {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "torch": str(torch.__version__),
    }


def warm_up(*, shell: bool, wrapped: bool = False) -> Prepared:
    """Does once what every child would do, on one thread: a second one would hang every fork."""
    torch.set_num_threads(1)
    all_checkers()
    rehearse()
    if shell:
        prepare_shell()
    install_shims()
    prepared = prepare(wrapped=wrapped)
    gc.collect()
    gc.freeze()
    return prepared


def load_optimisers() -> None:
    """What the first optimiser of a program would import: 800 modules, more than a second.

    Every fork from then on is dearer by some milliseconds, so it waits until it is needed.
    """
    if "torch._dynamo" not in sys.modules:
        importlib.import_module("torch._dynamo")
        gc.collect()
        gc.freeze()


def stand_guard(prepared: Prepared) -> None:
    """Closes this process's memory to its children, and makes it the parent of their orphans."""
    if prepared.kernel is not None:
        prepared.kernel.prctl(PR_SET_DUMPABLE, 0)
        prepared.kernel.prctl(PR_SET_CHILD_SUBREAPER, 1)


class Zygote:
    """Forks, waits, cleans up."""

    def __init__(
        self, control: socket.socket, scratch: str, prepared: Prepared, *, shell: bool
    ) -> None:
        self._control = control
        self._shell = shell
        self._scratch = scratch
        self._prepared = prepared
        self._living: set[int] = set()
        self._selector = selectors.DefaultSelector()
        self._selector.register(control, selectors.EVENT_READ)

    def run(self) -> None:
        """Serves until the control socket closes."""
        while True:
            for key, _ in self._selector.select():
                if key.fileobj is self._control:
                    if not self._fork():
                        return
                else:
                    self._reap(int(key.fd), key.data)

    def _fork(self) -> bool:
        data, descriptors, _, _ = socket.recv_fds(self._control, 1 << 12, 3)
        if not data:
            return False
        message = json.loads(data)
        if message.get("optimisers"):
            load_optimisers()
        number = int(message["fork"])
        if number == MANY:
            self._settle_in()
        work = os.path.join(self._scratch, str(number))
        os.mkdir(work, 0o700)
        pid = os.fork()
        if pid == 0:
            self._be_born(work, *descriptors)
        for descriptor in descriptors:
            os.close(descriptor)
        self._register(Birth(number, pid, work))
        return True

    def _settle_in(self) -> None:
        """What pays for many forks; a submission alone takes fewer."""
        rehearse_programs(shell=self._shell)
        gc.collect()
        gc.freeze()
        gather(self._prepared.kernel)

    def _be_born(self, work: str, job: int, result: int, errors: int) -> None:
        """In the child: never returns."""
        status = FAULT
        try:
            gc.enable()
            null = os.open(os.devnull, os.O_RDONLY)
            for source, target in (
                (null, 0),
                (errors, 1),
                (errors, 2),
                (job, JOB),
                (result, RESULT),
            ):
                os.dup2(source, target, inheritable=False)
            serve(Channel(JOB, RESULT), self._prepared, work, (0, 1, 2, JOB, RESULT))
            status = 0
        except BaseException:  # noqa: BLE001 - told on standard error, which the parent reads
            sys.stderr = sys.__stderr__
            sys.__excepthook__(*sys.exc_info())
        finally:
            os._exit(status)

    def _register(self, birth: Birth) -> None:
        pidfd = os.pidfd_open(birth.pid)
        self._living.add(birth.pid)
        self._selector.register(pidfd, selectors.EVENT_READ, birth)
        self._tell({"kind": "born", "number": birth.number, "pid": birth.pid}, pidfd)

    def _reap(self, pidfd: int, birth: Birth) -> None:
        _, status, usage = os.wait4(birth.pid, 0)
        self._selector.unregister(pidfd)
        os.close(pidfd)
        self._living.discard(birth.pid)
        self._end_orphans()
        _remove(birth.work)
        self._tell(
            {
                "kind": "exit",
                "number": birth.number,
                "status": status,
                "cpu_seconds": usage.ru_utime + usage.ru_stime,
                "peak_bytes": usage.ru_maxrss << 10,
            }
        )

    def _end_orphans(self) -> None:
        """Kills and reaps what a child left behind; we are the reaper of all below us."""
        while strangers := _children() - self._living:
            for pid in strangers:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)

    def _tell(self, message: dict[str, Any], *descriptors: int) -> None:
        socket.send_fds(self._control, [json.dumps(message).encode()], descriptors)


def _children() -> set[int]:
    path = f"/proc/self/task/{os.getpid()}/children"
    try:
        with open(path, encoding="ascii") as listing:
            return {int(pid) for pid in listing.read().split()}
    except OSError:
        return set()


def _remove(work: str) -> None:
    with suppress(OSError):
        os.rmdir(work)
        return
    # A tree of any depth, without recursion of ours; and folders that were closed to their owner.
    for command in (("/bin/rm", "-rf"), ("/bin/chmod", "-R", "u+rwx"), ("/bin/rm", "-rf")):
        subprocess.run((*command, "--", work), check=False, stderr=subprocess.DEVNULL)
        if not os.path.lexists(work):
            return


if __name__ == "__main__":
    main()
