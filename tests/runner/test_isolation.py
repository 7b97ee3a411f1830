"""The word for how a run was kept apart follows from the layers that were applied."""

import pytest

from grader.model.run import LayerState
from grader.runner.isolation import ESSENTIAL, PROTECTIONS, judge_isolation, unprotected

CHILD = ("session", "descriptors", "rootdrop", "namespaces", "tmpfs", "capabilities", "rlimits")
CHILD += ("death_signal", "undumpable", "no_new_privs", "landlock", "seccomp")


def layers(names, missing=()):
    return tuple(
        LayerState(name=name, state="unavailable" if name in missing else "applied")
        for name in names
    )


def judged(*missing, wrapper=()):
    around = layers(f"process wrapper: {name}" for name in wrapper)
    return judge_isolation(around, layers(CHILD, missing))


def test_all_layers_of_a_child_are_sealed_without_a_wrapper():
    isolation = judged()
    assert isolation.level == "sealed"
    assert str(isolation.meaning) == (
        "Students' code could read no files but Python's own, write none but its own, use no "
        "network, start no programs, see no other run, and use no more than its limits."
    )
    assert [layer.name for layer in isolation.layers] == list(CHILD)


def test_nothing_at_all_is_not_sealed():
    isolation = judge_isolation((), ())
    assert isolation.level == "not sealed"
    everything = ", ".join(str(protection.could) for protection in PROTECTIONS)
    assert str(isolation.meaning) == (
        f"Students' code was not kept apart from this machine: it could {everything}. Grade only "
        "submissions that you trust; `grade doctor` says what is missing here."
    )


@pytest.mark.parametrize(
    ("missing", "wrapper", "level", "could"),
    [
        pytest.param(["landlock"], ["bwrap"], "sealed", [], id="bwrap shows no files either"),
        pytest.param(
            ["landlock"],
            [],
            "not sealed",
            ["files", "processes"],
            id="seccomp without landlock is no sandbox",
        ),
        pytest.param(["landlock"], ["unshare"], "partly sealed", ["files"], id="files only"),
        pytest.param(
            ["seccomp"],
            ["bwrap"],
            "partly sealed",
            ["processes", "kernel"],
            id="programs end with bwrap",
        ),
        pytest.param(
            ["seccomp"],
            [],
            "partly sealed",
            ["processes", "programs", "kernel"],
            id="without seccomp",
        ),
        pytest.param(["namespaces", "tmpfs"], [], "partly sealed", ["disk"], id="no namespaces"),
        pytest.param(["rootdrop"], [], "partly sealed", ["root"], id="still root"),
        pytest.param(
            ["rlimits"], ["bwrap"], "partly sealed", ["memory and processor"], id="no limits"
        ),
        pytest.param(
            ["landlock", "tmpfs", "namespaces"],
            ["bwrap"],
            "partly sealed",
            ["other runs", "disk"],
            id="bwrap without what its children make",
        ),
        pytest.param(["no_new_privs"], [], "partly sealed", ["rights"], id="new rights"),
        pytest.param(["death_signal"], ["unshare"], "sealed", [], id="unshare ends all"),
        pytest.param(["session"], [], "partly sealed", ["open files"], id="the terminal"),
    ],
)
def test_what_is_missing_decides(missing, wrapper, level, could):
    isolation = judged(*missing, wrapper=wrapper)
    assert [protection.name for protection in unprotected(isolation.layers)] == could
    assert isolation.level == level
    for protection in PROTECTIONS:
        assert (str(protection.could) in str(isolation.meaning)) == (protection.name in could)


def test_partly_sealed_says_where_to_look():
    assert str(judged("rootdrop").meaning) == (
        "Students' code was kept apart, but not in every way: it could act as root where no other "
        "layer forbids it. `grade doctor` says what is missing here."
    )


def test_a_layer_that_is_off_protects_nothing():
    off = LayerState(name="tmpfs", state="off", why="switched off")
    rest = tuple(layer for layer in layers(CHILD) if layer.name != "tmpfs")
    assert judge_isolation((), (*rest, off)).level == "partly sealed"


def test_every_layer_protects_something():
    named = {layer for protection in PROTECTIONS for layers in protection.by for layer in layers}
    assert named == {*CHILD, "bwrap", "unshare"}


def test_protections_have_names_of_their_own():
    names = [protection.name for protection in PROTECTIONS]
    assert len(set(names)) == len(names)
    assert set(names) >= ESSENTIAL
