"""Whether a student's process could open what it must not."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

import pytest

from grader.errors import RunnerError
from grader.model.isolation import Isolation
from grader.model.message import say
from grader.model.run import LayerState
from grader.packs.walls import closed, refuse_if_open

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="containers run Linux")


def isolation(*applied) -> Isolation:
    layers = tuple(LayerState(name=name, state="applied") for name in applied)
    off = LayerState(name="landlock", state="unavailable")
    return Isolation(level="not sealed", meaning=say("Poorly."), layers=(off, *layers))


def test_closed_folders_are_opened_again_whatever_happens(tmp_path):
    tmp_path.chmod(0o755)
    with suppress(KeyError), closed((str(tmp_path), str(tmp_path / "none"))):
        assert tmp_path.stat().st_mode & 0o777 == 0o700
        raise KeyError
    assert tmp_path.stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize("layer", ["landlock", "process wrapper: bwrap"])
def test_what_hides_paths_suffices(tmp_path, layer):
    refuse_if_open(isolation(layer), (str(tmp_path),))


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="root changes its user")
@pytest.mark.parametrize(
    ("layers", "mode", "fine"),
    [
        pytest.param(("rootdrop",), 0o700, True, id="nobody, closed"),
        pytest.param(("rootdrop",), 0o755, False, id="nobody, open"),
        pytest.param((), 0o700, False, id="root"),
        pytest.param(("process wrapper: unshare",), 0o700, False, id="root elsewhere"),
    ],
)
def test_the_rights_of_files_keep_out_whom_root_changes_into(tmp_path, layers, mode, fine):
    tmp_path.chmod(mode)
    paths = (str(tmp_path), str(tmp_path / "none"))
    if fine:
        refuse_if_open(isolation(*layers), paths)
        return
    with pytest.raises(RunnerError) as caught:
        refuse_if_open(isolation(*layers), paths)
    assert str(caught.value) == (
        "No program is run here: nothing would keep it from the results and the answers. Run the "
        "autograder as root, or on a machine with Landlock or bubblewrap. Poorly."
    )


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root gives away")
def test_what_belongs_to_that_user_is_open_to_it(tmp_path):
    tmp_path.chmod(0o700)
    os.chown(tmp_path, 65534, 65534)
    with pytest.raises(RunnerError):
        refuse_if_open(isolation("rootdrop"), (str(tmp_path),))
