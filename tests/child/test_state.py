"""Global state comes back, whatever was changed."""

import os
import random
import sys
import time
import warnings

import numpy as np
import pytest
import torch
from torch.overrides import TorchFunctionMode
from torch.utils._python_dispatch import TorchDispatchMode

from grader.child.state import TorchState


@pytest.fixture
def state():
    kept = TorchState.capture()
    yield kept
    kept.restore()


CHANGES = {
    "default dtype": (lambda: torch.set_default_dtype(torch.float64), torch.get_default_dtype),
    "grad mode": (lambda: torch.set_grad_enabled(False), torch.is_grad_enabled),
    "default device": (lambda: torch.set_default_device("meta"), torch.get_default_device),
    "deterministic": (
        lambda: torch.use_deterministic_algorithms(True, warn_only=True),
        lambda: (
            torch.are_deterministic_algorithms_enabled(),
            torch.is_deterministic_algorithms_warn_only_enabled(),
        ),
    ),
    "fill": (
        lambda: setattr(torch.utils.deterministic, "fill_uninitialized_memory", False),
        lambda: torch.utils.deterministic.fill_uninitialized_memory,
    ),
    "autocast": (
        lambda: torch.set_autocast_enabled("cpu", True),
        lambda: torch.is_autocast_enabled("cpu"),
    ),
    "threads": (
        lambda: torch.set_num_threads(torch.get_num_threads() + 1),
        torch.get_num_threads,
    ),
    "precision": (
        lambda: torch.set_float32_matmul_precision("medium"),
        torch.get_float32_matmul_precision,
    ),
    "torch printing": (
        lambda: torch.set_printoptions(precision=2, sci_mode=True),
        lambda: repr(torch.tensor([0.12345])),
    ),
    "numpy printing": (
        lambda: np.set_printoptions(precision=2, suppress=True),
        lambda: repr(np.array([0.12345])),
    ),
    "numpy errors": (lambda: np.seterr(all="raise"), np.geterr),
    "warning filters": (
        lambda: warnings.simplefilter("ignore"),
        lambda: list(warnings.filters),
    ),
    "recursion": (
        lambda: sys.setrecursionlimit(sys.getrecursionlimit() + 500),
        sys.getrecursionlimit,
    ),
    "digits": (lambda: sys.set_int_max_str_digits(700), sys.get_int_max_str_digits),
    "standard output": (lambda: setattr(sys, "stdout", None), lambda: sys.stdout),
}


@pytest.mark.parametrize("name", CHANGES)
def test_each_piece_comes_back(state, name):
    change, read = CHANGES[name]
    before = read()
    change()
    changed = read()
    state.restore()
    assert changed != before
    assert read() == before


def test_a_tensor_is_made_as_before(state):
    torch.set_default_device("meta")
    torch.set_default_dtype(torch.float64)
    state.restore()
    made = torch.ones(1)
    assert (made.device.type, made.dtype) == ("cpu", torch.float32)


def test_a_default_device_of_the_program_is_kept():
    clean = TorchState.capture()
    torch.set_default_device("meta")
    try:
        state = TorchState.capture()
        torch.set_default_device(None)
        state.restore()
        assert torch.ones(1).device.type == "meta"
    finally:
        clean.restore()
    assert torch.ones(1).device.type == "cpu"


@pytest.mark.parametrize(
    "draw",
    [
        pytest.param(random.random, id="python"),
        pytest.param(np.random.random, id="numpy"),
        pytest.param(lambda: torch.rand(1).item(), id="torch"),
    ],
)
def test_random_generators_start_again(state, draw):
    first = [draw() for _ in range(3)]
    state.restore()
    assert [draw() for _ in range(3)] == first
    assert len(set(first)) == 3


class Function(TorchFunctionMode):
    def __torch_function__(self, func, kinds, args=(), kwargs=None):
        return "forged"


class Dispatch(TorchDispatchMode):
    def __torch_dispatch__(self, func, kinds, args=(), kwargs=None):
        raise AssertionError("student code ran")


@pytest.mark.parametrize("mode", [Function, Dispatch, lambda: torch.device("meta")])
def test_leaked_modes_are_ended(state, mode):
    mode().__enter__()
    mode().__enter__()
    state.restore()
    assert torch.ones(1).item() == 1.0


def test_modes_left_behind_by_the_program_are_ended_at_capture():
    Function().__enter__()
    TorchState.capture()
    assert torch.ones(1).item() == 1.0


def test_a_leaked_inference_mode_is_ended(state):
    leaked = torch.inference_mode()
    leaked.__enter__()
    state.restore()
    assert not torch.is_inference_mode_enabled()
    assert torch.is_grad_enabled()
    assert not torch.ones(1).is_inference()
    # Innermost first: a guard that outlives this one would bring the mode back in another test.
    state._guards.pop().__exit__(None, None, None)
    leaked.__exit__(None, None, None)


def test_the_working_folder(state, tmp_path):
    before = os.getcwd()
    os.chdir(tmp_path)
    state.restore()
    assert os.getcwd() == before


def test_a_folder_that_is_gone_is_no_error(tmp_path):
    before = os.getcwd()
    gone = tmp_path / "gone"
    gone.mkdir()
    os.chdir(gone)
    gone.rmdir()
    try:
        TorchState.capture().restore()
    finally:
        os.chdir(before)


def test_restoring_is_quick(state):
    spent = []
    for _ in range(20):
        start = time.perf_counter()
        state.restore()
        spent.append(time.perf_counter() - start)
    assert min(spent) < 0.0003
