"""Magics that must not do here what they do elsewhere."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from IPython.core.magic import needs_local_scope, no_var_expand

from grader.model.message import say

if TYPE_CHECKING:
    from grader.child.shell import GradingShell

COMMAND_LINES = (
    *("pip", "conda", "mamba", "micromamba", "uv", "system", "sx", "sc", "killbgscripts"),
    *("rehashx", "tensorboard"),
)
COMMAND_CELLS = (
    *("bash", "sh", "script", "cmd", "system", "sx", "!", "perl", "ruby", "pypy"),
    *("python", "python2", "python3"),
)
USELESS_LINES = (
    "run",
    "load",
    "loadpy",
    "edit",
    "ed",
    "debug",
    "pdb",
    "notebook",
    "pastebin",
    "gui",
)
HELP_LINES = (
    *("pinfo", "pinfo2", "psearch", "pdef", "pdoc", "psource", "pfile", "pycat"),
    *("page", "more", "less", "man", "quickref"),
)
TIMEIT_OPTIONS = re.compile(r"\s*(-[nrp]\s*\d+|-v\s*\w+|-[tcqo]+)(?=\s|$)")


def register_magics(shell: GradingShell) -> None:
    """Puts ours in place of IPython's."""
    for name in COMMAND_LINES:
        shell.register_magic_function(_passing_over(shell, f"%{name}"), "line", name)
    for name in COMMAND_CELLS:
        shell.register_magic_function(_passing_over(shell, f"%%{name}"), "cell", name)
    for name in USELESS_LINES:
        shell.register_magic_function(_without_effect(shell, f"%{name}"), "line", name)
    for name in HELP_LINES:
        shell.register_magic_function(_silent, "line", name)
    shell.register_magic_function(_change_folder(shell), "line", "cd")
    shell.register_magic_function(_load_extension(shell), "line", "load_ext")
    shell.register_magic_function(_timed_once(shell), "line_cell", "timeit")
    for name in ("writefile", "file"):
        shell.register_magic_function(_written_inside(shell), "cell", name)


def _passing_over(shell: GradingShell, name: str) -> Callable[..., None]:
    @no_var_expand
    def skip(line: str, _cell: str = "") -> None:
        shell.skip_command(f"{name} {line}")

    return skip


def _without_effect(shell: GradingShell, name: str) -> Callable[..., None]:
    @no_var_expand
    def skip(line: str) -> None:
        command = f"{name} {line}".strip()[:60]
        shell.note(say("{command} has no effect while grading", command=command))

    return skip


@no_var_expand
def _silent(_line: str) -> None:
    """Help is for people."""


def _change_folder(shell: GradingShell) -> Callable[[str], None]:
    def change(line: str) -> None:
        where = line.strip().strip("\"'")
        if where and _is_under(shell.work, where) and os.path.isdir(where):
            os.chdir(where)
            return
        shell.note(
            say(
                "%cd {where} was skipped: the program stays in its own folder while grading",
                where=where[:60],
            )
        )

    return change


def _load_extension(shell: GradingShell) -> Callable[[str], None]:
    def load(line: str) -> None:
        name = line.strip()
        try:
            shell.extension_manager.load_extension(name)
        except ImportError:
            shell.note(
                say("%load_ext {name} was skipped: it is not installed here", name=name[:60])
            )

    return load


def _timed_once(shell: GradingShell) -> Callable[..., Any]:
    @no_var_expand
    @needs_local_scope
    def timeit(line: str = "", cell: str | None = None, local_ns: Any = None) -> Any:  # noqa: ANN401
        kept, statement = _split_options(line)
        original = shell.magics_manager.registry["ExecutionMagics"].timeit
        return original(f"-n1 -r1 {kept}{statement}", cell, local_ns)

    return timeit


def _split_options(line: str) -> tuple[str, str]:
    """Of the options of `%timeit`, those that do not say how often; and the statement."""
    kept = ""
    while found := TIMEIT_OPTIONS.match(line):
        if found[1][1] in "vqo":
            kept += f"{found[1]} "
        line = line[found.end() :]
    return kept, line.lstrip()


def _written_inside(shell: GradingShell) -> Callable[[str, str], None]:
    def write(line: str, cell: str) -> None:
        where = line.split()[-1].strip("\"'") if line.split() else ""
        if not _is_under(shell.work, where):
            shell.note(
                say(
                    "%%writefile {where} was skipped: files are written only in the program's "
                    "own folder",
                    where=where[:60],
                )
            )
            return
        shell.magics_manager.registry["OSMagics"].writefile(line, cell)

    return write


def _is_under(folder: str, path: str) -> bool:
    top = os.path.realpath(folder)
    return os.path.commonpath([top, os.path.realpath(path)]) == top
