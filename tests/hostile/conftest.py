"""One set of canaries for the whole session, one warm runner per level and module."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.hostile import canaries, harness
from tests.hostile.cases import COLD, Level

collect_ignore = ["set", "submissions"]
if sys.platform != "linux":
    collect_ignore_glob = ["test_*.py"]


@pytest.fixture(scope="module")
def level(request: pytest.FixtureRequest) -> Level:
    """The level under test; given by indirect parameters."""
    return request.param


@pytest.fixture(scope="module")
def bench(level: Level, tmp_path_factory: pytest.TempPathFactory) -> Iterator[harness.Bench]:
    """The runner at that level; everything is gone at the end, which is asserted."""
    tmp_path_factory.getbasetemp()  # before the folder for temporary files becomes another
    with closing(canaries.make()) as made, pytest.MonkeyPatch.context() as patch:
        before = harness.open_files(), set(harness.processes())
        with harness.bench(level, made, patch) as opened:
            yield opened
            # A cold runner clears up when the next run starts, and at the end.
            assert level is COLD or opened.scratch_left() == []
        # The victim may have been replaced meanwhile.
        assert harness.left_over(before[1] | {made.victim.pid}, harness.SETTLING_SECONDS) == []
        assert harness.open_files() == before[0]
        assert list((made.folder / "scratch").glob("grader-*")) == []
