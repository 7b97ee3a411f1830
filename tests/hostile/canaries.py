"""Things that an attack must not get at, and how we notice that it has.

All of it lies in one folder of its own, listens on loopback only, and is gone afterwards.
"""

from __future__ import annotations

import ctypes
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
NOBODY = 65534
CONNECTIONS = ("tcp", "udp", "unix", "abstract")

# Printed by an attack that has got what it wanted; the secrets themselves are looked for too.
SAID = {
    b"TAKEN-REFERENCE": "reference",
    b"TAKEN-NEIGHBOUR": "neighbour",
    b"LISTENING": "listening",
    b"REACHED-NETWORK": "network",
    b"ATTACHED": "trace",
    b"FORKED": "process",
    b"ALLOCATED": "memory",
    b"FILLED": "disk",
    b"WRITABLE": "packages",
    b"GOT ": "rights",
    b"REACHED-KERNEL": "kernel",
    b"SHADOWED": "import",
}

# What stands between an attack and each canary, in the words of grader.runner.isolation. None:
# no layer does; it is out of reach by design, whatever is switched off.
GUARDED_BY: dict[str, str | None] = {
    "public file": "files",
    "private file": "files",
    "home file": "files",
    "reference": "files",
    "bait": "files",
    "packages": "files",
    "environment": None,
    "zygote": None,
    "import": None,
    "victim's environment": "processes",
    "grader's memory": "processes",
    "victim": "processes",
    "trace": "processes",
    "neighbour": "other runs",
    "process": "programs",
    "tcp": "network",
    "udp": "network",
    "unix": "network",
    "abstract": "network",
    "listening": "network",
    "network": "network",
    "memory": "memory and processor",
    "disk": "disk",
    "rights": "kernel",
    "kernel": "kernel",
}


def _secret(kind: str) -> str:
    return f"CANARY-{kind}-{secrets.token_hex(8)}"


@dataclass
class Canaries:
    """One set of canaries; `folder` is open to every user, so that only layers stand before it."""

    folder: Path
    secrets: dict[str, str] = field(default_factory=dict)
    sockets: dict[str, socket.socket] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.folder.chmod(0o755)
        for name in ("outside", "home", "set", "scratch"):
            (self.folder / name).mkdir()
            (self.folder / name).chmod(0o777)
        self._hide()
        self._listen()
        self.start_victim()
        self.lay_bait()

    def _hide(self) -> None:
        self._file("public file", "outside/public.txt", 0o644)
        self._file("private file", "outside/private.txt", 0o600)
        self._file("home file", "home/.netrc", 0o600)
        self._copy_set()
        self.secrets["environment"] = _secret("environment")
        self.secrets["victim's environment"] = _secret("victim")
        self.secrets["neighbour"] = _secret("neighbour")
        self.secrets["grader's memory"] = _secret("memory")
        self._memory = ctypes.create_string_buffer(self.secrets["grader's memory"].encode(), 64)

    def _file(self, name: str, path: str, mode: int) -> None:
        self.secrets[name] = _secret(name.partition(" ")[0])
        (self.folder / path).write_text(self.secrets[name])
        (self.folder / path).chmod(mode)
        _give_away(self.folder / path)

    def _copy_set(self) -> None:
        self.secrets["reference"] = _secret("reference")
        for name in ("set.yaml", "reference.py"):
            shutil.copyfile(HERE / "set" / name, self.folder / "set" / name)
        with open(self.folder / "set" / "reference.py", "a") as reference:
            reference.write(f"\n# {self.secrets['reference']}\n")

    def _listen(self) -> None:
        self.abstract = f"grader-canary-{secrets.token_hex(8)}"
        self.sockets["tcp"] = _bound(socket.AF_INET, ("127.0.0.1", 0))
        self.sockets["udp"] = _bound(socket.AF_INET, ("127.0.0.1", 0), socket.SOCK_DGRAM)
        self.sockets["unix"] = _bound(socket.AF_UNIX, str(self.folder / "outside" / "socket"))
        (self.folder / "outside" / "socket").chmod(0o777)
        self.sockets["abstract"] = _bound(socket.AF_UNIX, "\0" + self.abstract)

    def start_victim(self) -> None:
        """A process of the user that students' code runs as."""
        whose = {"user": NOBODY, "group": NOBODY} if os.getuid() == 0 else {}
        self.victim = subprocess.Popen(
            ["/bin/sleep", "3600"],
            cwd="/",
            env={"HOSTILE_VICTIM": self.secrets["victim's environment"]},
            start_new_session=True,
            **whose,
        )

    def lay_bait(self) -> None:
        """A file that anybody may change, in a folder that anybody may change."""
        place = self.folder / "outside" / "bait"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        place.chmod(0o777)
        (place / "bait.txt").write_text("bait")
        (place / "bait.txt").chmod(0o666)
        _give_away(place / "bait.txt")
        os.utime(place / "bait.txt", (1_000_000_000, 1_000_000_000))
        self._bait_state = self._look_at_bait()

    def _look_at_bait(self) -> list[tuple[object, ...]]:
        place = self.folder / "outside" / "bait"
        return [
            (each.name, each.lstat().st_mode, each.lstat().st_uid, each.lstat().st_mtime_ns)
            + ((each.read_bytes(), tuple(os.listxattr(each))) if each.is_file() else ())
            for each in sorted(place.iterdir())
        ]

    @property
    def places(self) -> dict[str, str]:
        """What stands for `@NAME@` in an attack's text."""
        outside = self.folder / "outside"
        return {
            "SECRET_FILE": str(outside / "public.txt"),
            "PRIVATE_FILE": str(outside / "private.txt"),
            "HOME_FILE": str(self.folder / "home" / ".netrc"),
            "REFERENCE": str(self.folder / "set" / "reference.py"),
            "BAIT": str(outside / "bait" / "bait.txt"),
            "BAIT_FOLDER": str(outside / "bait"),
            "TCP": str(self.sockets["tcp"].getsockname()[1]),
            "UDP": str(self.sockets["udp"].getsockname()[1]),
            "UNIX": str(outside / "socket"),
            "ABSTRACT": self.abstract,
            "VICTIM": str(self.victim.pid),
            "PARENT": str(os.getpid()),
            "ADDRESS": str(ctypes.addressof(self._memory)),
        }

    def taken(self, said: bytes) -> set[str]:
        """Which canaries an attack has got at, by what it said and by their own state."""
        found = {name for name, secret in self.secrets.items() if secret.encode() in said}
        found |= {name for words, name in SAID.items() if words in said}
        found |= {name for name in CONNECTIONS if self._was_reached(name)}
        if self._look_at_bait() != self._bait_state:
            found.add("bait")
            self.lay_bait()
        if self.victim.poll() is not None:
            found.add("victim")
            self.start_victim()
        return found

    def _was_reached(self, name: str) -> bool:
        reached = False
        with suppress(BlockingIOError):
            while True:
                if name == "udp":
                    self.sockets[name].recv(100)
                else:
                    self.sockets[name].accept()[0].close()
                reached = True
        return reached

    def close(self) -> None:
        """Removes everything."""
        self.victim.send_signal(signal.SIGKILL)
        self.victim.wait()
        for each in self.sockets.values():
            each.close()
        shutil.rmtree(self.folder)


def make() -> Canaries:
    """Canaries in a folder of their own, outside pytest's, which is closed to other users."""
    return Canaries(Path(tempfile.mkdtemp(prefix="canaries-")))


def _bound(family: int, address: object, kind: int = socket.SOCK_STREAM) -> socket.socket:
    made = socket.socket(family, kind)
    made.setblocking(False)
    made.bind(address)
    if kind == socket.SOCK_STREAM:
        made.listen(64)
    return made


def _give_away(path: Path) -> None:
    """To the user that students' code runs as, so that no file right stands in its way."""
    if sys.platform == "linux" and os.getuid() == 0:
        os.chown(path, NOBODY, NOBODY)
