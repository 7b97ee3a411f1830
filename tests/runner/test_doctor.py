"""The examination tries every way to start students' code, and says what each is worth."""

import os
import sys

import pytest

from grader.runner.doctor import examine, try_way
from grader.runner.launch import discard, plan


@pytest.fixture(scope="module")
def examination():
    return examine()


def test_every_way_is_tried(examination):
    assert [way.wrapper for way in examination.ways] == ["bwrap", "unshare", "none"]
    for way in examination.ways:
        assert (way.isolation is None) == (way.hindrance is not None)


def test_promises_hold_when_tried(examination):
    assert [way.broken for way in examination.ways] == [(), (), ()]


def test_the_best_way_is_the_one_that_grading_takes(examination):
    launch = plan("auto")
    discard(launch)
    taken = [layer.name for layer in launch.layers if layer.state == "applied"]
    expected = [f"process wrapper: {examination.best.wrapper}"]
    assert taken == ([] if examination.best.wrapper == "none" else expected)


def test_what_is_missing_is_what_was_unavailable(examination):
    unavailable = {
        layer.name for layer in examination.best.isolation.layers if layer.state == "unavailable"
    }
    named = {missing.layer for missing in examination.missing}
    assert named - {"bwrap"} == unavailable
    assert all(str(missing.remedy) for missing in examination.missing)


@pytest.mark.skipif(sys.platform != "linux", reason="the layers are Linux's")
def test_the_layers_of_the_wrapper_and_of_the_child_are_told(examination):
    names = [layer.name for layer in examination.best.isolation.layers]
    assert names[-12:-10] == ["session", "descriptors"]
    assert names[-2:] == ["landlock", "seccomp"]
    assert examination.system.startswith("Linux ")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is there to be missing")
def test_a_machine_without_bubblewrap_is_told_how_to_get_it(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    found = examine()
    assert found.best.wrapper == "none"
    first = found.missing[0]
    assert first.layer == "bwrap"
    assert str(first.remedy) == (
        "bwrap cannot be used here. `bwrap` is not installed. "
        "On Debian and Ubuntu: apt-get install bubblewrap"
    )


def test_a_way_that_cannot_be_used_says_why(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    way = try_way("unshare")
    assert way.isolation is None
    assert str(way.hindrance).startswith("unshare cannot be used here. ")


def test_nothing_is_left_behind(monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    os.chmod(tmp_path, 0o755)
    examine()
    assert list(tmp_path.iterdir()) == []
