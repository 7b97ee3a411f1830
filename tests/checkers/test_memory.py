import numpy as np
import pytest
import torch

from grader.checkers import checker_named
from grader.errors import OurError
from grader.model.run import Raised

PROBES = {
    library: {"of": {"call": "f", "args": ({"rand": (1000,), "library": library},)}}
    for library in ("torch", "numpy")
}


def large(x):
    return ((x[:, None] - x[None, :]) ** 2).sum()


def small(x):
    return x.sum()


@pytest.mark.parametrize("library", ["torch", "numpy"])
def test_what_both_libraries_take_is_seen(see, library):
    itemsize = 4 if library == "torch" else 8
    matrix = itemsize * 1000 * 1000
    assert matrix <= see("memory", PROBES[library], {"f": large}).peak < 2.2 * matrix
    assert see("memory", PROBES[library], {"f": small}).peak < matrix / 10


@pytest.mark.parametrize("library", ["torch", "numpy"])
def test_a_frugal_call_passes_and_a_wasteful_one_fails(verdict, library):
    word = verdict("memory", {"f": small}, {"f": small}, PROBES[library])
    assert word.status == "passed"
    word = verdict("memory", {"f": large}, {"f": small}, PROBES[library])
    text = str(word.message)
    assert text.startswith("The call takes ")
    assert text.endswith(
        " MiB. Work in place or piece by piece, and avoid large arrays in between."
    )


def test_a_bound_of_the_authors(verdict):
    names = {"f": large}
    assert verdict("memory", names, names, PROBES["torch"], mebibytes=9).status == "passed"
    assert str(verdict("memory", names, names, PROBES["torch"], mebibytes=5).message).startswith(
        "The call takes 7.6"
    )


def test_changes_to_the_argument_cost_nothing(see):
    assert see("memory", PROBES["torch"], {"f": lambda x: x.mul_(2)}).peak < 100_000
    assert see("memory", PROBES["numpy"], {"f": lambda x: np.multiply(x, 2, out=x)}).peak < 100_000


def test_a_call_that_raises_the_second_time(verdict):
    left = [torch.ones(1)]
    word = verdict("memory", {"f": lambda x: left.pop()}, {"f": small}, PROBES["torch"])
    assert str(word.message) == "Called again, it raised IndexError: pop from empty list"


def test_a_reference_that_raised():
    checker = checker_named("memory")
    with pytest.raises(OurError, match="the reference raised ValueError"):
        checker.judge(
            checker.Seen(),
            checker.Seen(error=Raised(type="ValueError", text="")),
            checker.Rules(),
        )
