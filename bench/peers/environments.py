"""A virtual environment for each tool, made once and kept until what goes into it changes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
WORK = Path(__file__).parent / ".work"
CONSTRAINTS = Path(__file__).parent / "constraints.txt"

VERSIONS = """\
import json, sys
from importlib.metadata import version
print(json.dumps({name: version(name) for name in sys.argv[1:]}))"""


@dataclass(frozen=True)
class Environment:
    """Where a tool is installed."""

    folder: Path

    def command(self, name: str) -> str:
        """The path of an installed command."""
        return str(self.folder / "bin" / name)

    @property
    def variables(self) -> Mapping[str, str]:
        """The environment of its processes: its own commands first, nobody's Jupyter settings."""
        jupyter = str(self.folder / "jupyter")
        return {
            **os.environ,
            "PATH": f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "IPYTHONDIR": jupyter,
            "JUPYTER_CONFIG_DIR": jupyter,
            "JUPYTER_DATA_DIR": jupyter,
        }

    def versions(self, *names: str) -> dict[str, str]:
        """Of installed packages."""
        command = [self.command("python"), "-c", VERSIONS, *names]
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        return {str(name): str(found) for name, found in json.loads(printed).items()}


def environment(name: str, requirements: Sequence[str]) -> Environment:
    """The environment of that name, with pip's requirements in it, held to the constraints."""
    made = Environment(WORK / "environments" / name)
    stamp = made.folder / "requirements.txt"
    wanted = "\n".join([sys.version, *requirements, CONSTRAINTS.read_text(encoding="utf-8")])
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
        print(f"installing {name} …", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", made.folder], check=True)
        install = [made.command("python"), "-m", "pip", "install", "-qq"]
        subprocess.run([*install, "-c", CONSTRAINTS, *requirements], check=True, cwd=ROOT)
        stamp.write_text(wanted, encoding="utf-8")
    return made
