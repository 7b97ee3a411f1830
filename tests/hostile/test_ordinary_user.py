"""Where the tests run as root, some attacks are run again as an ordinary user."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.hostile.canaries import NOBODY
from tests.hostile.cases import ATTACKS, NO_NAMESPACES, SEALED

ROOT = Path(__file__).parents[2]
SECONDS = 180


# In mounts of its own: where a folder above Python is closed to others (/root), an open one takes
# its place, with nothing but Python in it.
OPENED = """
set -e
if [ -n "$CLOSED" ]; then
    mkdir -p "$HOLD"
    mount --bind "$PYTHON" "$HOLD"
    mount -t tmpfs -o mode=755 none "$CLOSED"
    mkdir -p "$PYTHON"
    mount --bind "$HOLD" "$PYTHON"
fi
exec setpriv --reuid="$WHO" --regid="$WHO" --clear-groups -- "$@"
"""


def _closed_above(path: str) -> str:
    """The topmost folder on the way to the path that others may not enter, if there is one."""
    folders = (*reversed(Path(path).parents), Path(path))
    return next((str(each) for each in folders if not each.stat().st_mode & 0o001), "")


def _as_nobody(*arguments: str, home: str) -> subprocess.CompletedProcess[str]:
    python = os.path.realpath(sys.base_prefix)
    own = {"PATH": os.environ["PATH"], "HOME": home, "TMPDIR": home, "LANG": "C.UTF-8"}
    hold = os.path.join(home, "python")
    opened = {"PYTHON": python, "CLOSED": _closed_above(python), "HOLD": hold, "WHO": str(NOBODY)}
    return subprocess.run(
        ["unshare", "--mount", "sh", "-c", OPENED, "sh", sys.executable, *arguments],
        cwd=ROOT,
        env={**own, **opened},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


@pytest.fixture
def home():
    """A folder of its own, outside pytest's, which is closed to other users."""
    with tempfile.TemporaryDirectory() as folder:
        os.chown(folder, NOBODY, NOBODY)
        yield folder


@pytest.mark.skipif(
    sys.platform != "linux" or os.getuid() != 0, reason="the tests run as an ordinary user already"
)
def test_what_must_hold_holds_for_an_ordinary_user_too(home: str) -> None:
    try:
        able = _as_nobody("-B", "-c", "import grader.grading, pytest, tests.hostile", home=home)
    except FileNotFoundError as error:
        pytest.skip(f"an ordinary user cannot be made here: {error}")
    if able.returncode != 0:
        pytest.skip(f"an ordinary user cannot read Python or the repository: {able.stderr[-200:]}")
    levels = " or ".join(level.name.replace(" ", "_") for level in (SEALED, NO_NAMESPACES))
    attacks = " or ".join(attack.id for attack in ATTACKS if attack.few)
    done = _as_nobody(
        *("-B", "-m", "pytest", "tests/hostile/test_attacks.py", "-q", "-p", "no:cacheprovider"),
        *("-k", f"test_what_must_hold_holds and ({levels}) and ({attacks})"),
        home=home,
    )
    assert done.returncode == 0, done.stdout[-3000:]
    assert " passed" in done.stdout
