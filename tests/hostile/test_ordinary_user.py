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


def _as_nobody(*arguments: str, home: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "HOME": home, "TMPDIR": home, "LANG": "C.UTF-8"},
        user=NOBODY,
        group=NOBODY,
        extra_groups=[],
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
    except PermissionError as error:
        pytest.skip(f"an ordinary user cannot start this Python: {error}")
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
