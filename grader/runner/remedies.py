"""Why a machine refuses to keep processes apart, and what its owner can do about it."""

from __future__ import annotations

import sys
from pathlib import Path

from grader.model.message import Message, say

SYSTEM = Path("/")
APPARMOR = "proc/sys/kernel/apparmor_restrict_unprivileged_userns"
MOST_NAMESPACES = "proc/sys/user/max_user_namespaces"
DEBIAN_SWITCH = "proc/sys/kernel/unprivileged_userns_clone"
MARKS_OF_A_CONTAINER = (".dockerenv", "run/.containerenv")

REMEDIES = {
    "landlock": say(
        "Landlock needs Linux 5.13 or later, and `landlock` in the list that the kernel is started "
        "with (`lsm=landlock,...`). Most distributions since 2022 have both."
    ),
    "seccomp": say(
        "Filters of system calls need a kernel that has them (CONFIG_SECCOMP_FILTER) and a "
        "processor of the kind x86_64 or aarch64."
    ),
    "rootdrop": say(
        "Install bubblewrap (on Debian and Ubuntu: apt-get install bubblewrap), or run the grader "
        "as an ordinary user, or install Python and the grader where every user can read them."
    ),
}


def not_installed(command: str, package: str) -> Message:
    """A program is missing."""
    return say(
        "`{command}` is not installed. On Debian and Ubuntu: apt-get install {package}",
        command=command,
        package=package,
    )


def not_linux() -> Message:
    """Nothing of the kind exists here."""
    return say("Only Linux offers this. On Windows, WSL2 is a Linux.")


def remedy(layer: str, why: str) -> Message:
    """What would make a layer available that a child could not apply."""
    if sys.platform != "linux":
        return not_linux()
    return REMEDIES[layer] if layer in REMEDIES else refused(why)


def refused(said: str, system: Path = SYSTEM) -> Message:
    """Namespaces were refused; `said` is the last word of the program that tried."""
    if _setting(system / APPARMOR) == "1":
        return say(
            "AppArmor refuses user namespaces to ordinary users ({said}). Ubuntu's package "
            "`apparmor-profiles` has a profile that allows them to bubblewrap: link "
            "/usr/share/apparmor/extra-profiles/bwrap-userns-restrict into /etc/apparmor.d and "
            "reload AppArmor. Or switch the rule off for all programs: "
            "sysctl kernel.apparmor_restrict_unprivileged_userns=0",
            said=said,
        )
    if _setting(system / MOST_NAMESPACES) == "0":
        return say(
            "User namespaces are switched off ({said}). To switch them on: "
            "sysctl user.max_user_namespaces=10000",
            said=said,
        )
    if _setting(system / DEBIAN_SWITCH) == "0":
        return say(
            "User namespaces are kept to root ({said}). To allow them to all: "
            "sysctl kernel.unprivileged_userns_clone=1",
            said=said,
        )
    if any((system / mark).exists() for mark in MARKS_OF_A_CONTAINER):
        return say(
            "This container may not make namespaces ({said}). Start it with "
            "`--security-opt seccomp=unconfined --security-opt apparmor=unconfined "
            "--security-opt systempaths=unconfined`, or run the grader outside a container.",
            said=said,
        )
    return say("The system refuses it: {said}", said=said)


def _setting(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""
