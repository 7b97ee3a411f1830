"""What a program changed is told in stable words; what ordinary programs change is not."""

import builtins
import subprocess
import sys
import threading

import numpy as np
import pytest
import torch

from grader.child.tampering import Baseline


def lie(*_args, **_kwargs):
    return True


@pytest.fixture
def baseline():
    return Baseline.capture()


def test_nothing_changed(baseline):
    assert baseline.changes() == ()


@pytest.mark.parametrize(
    ("owner", "name", "words"),
    [
        (torch, "allclose", "torch.allclose was replaced"),
        (torch, "rand", "torch.rand was replaced"),
        (torch, "Tensor", "torch.Tensor was replaced"),
        (torch.Tensor, "__eq__", "torch.Tensor.__eq__ was replaced"),
        (torch.Tensor, "numel", "torch.Tensor.numel was replaced"),
        (torch.Tensor, "__torch_function__", "torch.Tensor.__torch_function__ was replaced"),
        (torch.testing, "assert_close", "torch.testing.assert_close was replaced"),
        (np, "array_equal", "numpy.array_equal was replaced"),
        (np.random, "rand", "numpy.random.rand was replaced"),
        (np.testing, "assert_allclose", "numpy.testing.assert_allclose was replaced"),
        (builtins, "abs", "builtins.abs was replaced"),
    ],
)
def test_a_replaced_function(baseline, monkeypatch, owner, name, words):
    with monkeypatch.context() as change:
        change.setattr(owner, name, lie)
        changes = baseline.changes()
    assert changes == (words,)
    assert baseline.changes() == ()


def test_a_deleted_function(baseline, monkeypatch):
    with monkeypatch.context() as change:
        change.delattr(torch, "allclose")
        changes = baseline.changes()
    assert changes == ("torch.allclose was replaced",)


def test_a_builtin_that_we_rely_on_cannot_hide_its_replacement(baseline):
    before = dict(vars(builtins))
    change = vars(builtins).update
    change(dict.fromkeys(("isinstance", "len", "vars", "tuple", "any"), lie))
    try:
        changes = baseline.changes()
    finally:
        change(before)
    assert set(changes) == {
        f"builtins.{name} was replaced" for name in ("isinstance", "len", "vars", "tuple", "any")
    }


def test_swapped_code(baseline):
    function = torch.testing.assert_close
    code = function.__code__
    function.__code__ = lie.__code__
    try:
        changes = baseline.changes()
    finally:
        function.__code__ = code
    assert changes == ("the code of torch.testing.assert_close was replaced",)


@pytest.mark.parametrize(
    ("install", "read", "words"),
    [
        (sys.settrace, sys.gettrace, "a trace function is set"),
        (sys.setprofile, sys.getprofile, "a profile function is set"),
        (threading.settrace, threading.gettrace, "a trace function is set"),
        (threading.setprofile, threading.getprofile, "a profile function is set"),
    ],
)
def test_tracing(baseline, install, read, words):
    before = read()
    install(lambda *_: None)
    try:
        changes = baseline.changes()
    finally:
        install(before)
    assert changes == (words,)


class Finder:
    @staticmethod
    def find_spec(*_args):
        return None


@pytest.mark.parametrize("hooks", [sys.meta_path, sys.path_hooks])
@pytest.mark.parametrize("hook", [Finder, Finder()])
def test_an_import_hook(baseline, hooks, hook):
    hooks.append(hook)
    try:
        changes = baseline.changes()
    finally:
        hooks.remove(hook)
    assert changes == ("an import hook was added",)


def test_a_hook_of_a_common_library_is_innocent(baseline):
    hook = type("_SixMetaPathImporter", (Finder,), {"__module__": "six"})()
    sys.meta_path.append(hook)
    try:
        assert baseline.changes() == ()
    finally:
        sys.meta_path.remove(hook)


def test_at_most_fifty_are_told(baseline):
    before = dict(vars(builtins))
    change = vars(builtins).update
    change({name: lie for name, each in before.items() if callable(each)})
    try:
        changes = baseline.changes()
    finally:
        change(before)
    assert len(changes) == 50


def test_names_that_ordinary_code_adds_are_innocent(baseline, monkeypatch):
    monkeypatch.setattr(builtins, "display", lie, raising=False)
    monkeypatch.setattr(torch.Tensor, "my_own", lie, raising=False)
    assert baseline.changes() == ()


def test_what_we_install_ourselves_is_innocent():
    program = (
        "from grader.child.tampering import Baseline; from grader.child import seeds, shims\n"
        "baseline = Baseline.capture()\n"
        "shims.install_shims(); seeds.seed_everything(1); seeds.mix_seeds(2)\n"
        "print(baseline.changes())"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.stdout, done.returncode) == ("()\n", 0), done.stderr
