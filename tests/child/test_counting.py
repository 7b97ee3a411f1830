"""Work is counted, the hooks are taken away again, and time is this thread's."""

import gc
import sys
import time

import pytest
import torch

from grader.child.counting import counted, cpu_seconds, loop_seconds
from grader.child.places import Places

PLACES = Places(files={"theirs.py": "theirs.py"})


def theirs(source):
    namespace = {"torch": torch}
    exec(compile(source, "theirs.py", "exec"), namespace)
    return namespace["f"]


def test_steps_are_lines_of_theirs():
    f = theirs("def f():\n    a = 1\n    b = 2\n    return a + b")
    made, work = counted(f, PLACES)
    assert made == 3
    assert work.steps == 3
    assert counted(f, Places())[1].steps == 0


def test_operations_are_torch_s():
    f = theirs("def f():\n    return (torch.ones(2) + 1).sum()")
    assert counted(f, PLACES)[1].operations == 3


def test_calls_are_everybody_s():
    few, many = (
        counted(theirs(f"def f():\n    for i in range({n}): abs(i)"), PLACES)[1].calls
        for n in (10, 110)
    )
    assert many - few == 100


@pytest.mark.parametrize("ends", ["return 1", "raise KeyError('x')", "import gc; gc.enable()"])
def test_everything_is_as_before(ends):
    def tracer(*_):
        return None

    sys.setprofile(tracer)
    gc.disable()
    try:
        try:
            counted(theirs(f"def f(): {ends}"), PLACES)
        except KeyError:
            assert "raise" in ends
        assert sys.getprofile() is tracer
        assert "enable" in ends or not gc.isenabled()
    finally:
        sys.setprofile(None)
        gc.enable()
    assert torch._C._len_torch_function_stack() == 0


@pytest.mark.parametrize("hook", ["settrace", "setprofile"])
def test_hooks_that_are_taken_away_are_noticed(hook):
    f = theirs(f"import sys\ndef f():\n    sys.{hook}(None)\n    return 1")
    assert counted(f, PLACES)[1].disturbed
    assert not counted(theirs("def f(): return 1"), PLACES)[1].disturbed


def test_time_is_processor_time():
    assert cpu_seconds(lambda: time.sleep(0.05)) < 0.03
    assert cpu_seconds(lambda: sum(range(10**6))) > 1e-4


def test_a_step_of_a_loop_takes_some_nanoseconds():
    assert 1e-9 < loop_seconds() < 1e-5
