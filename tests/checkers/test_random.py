import numpy as np
import pytest
import torch

from grader.checkers import checker_named

FIXED = torch.tensor([0.25, 0.5])


@pytest.mark.parametrize(
    ("found", "message"),
    [
        pytest.param(torch.rand(3, 3), None, id="random"),
        pytest.param(torch.rand(1), None, id="one element"),
        pytest.param(FIXED, None, id="one run cannot tell"),
        pytest.param(
            torch.zeros(3, 3),
            "All its 9 elements are 0.0, so they are not random. torch.rand(...) makes random "
            "numbers.",
            id="zeros",
        ),
        pytest.param(
            np.ones(4),
            "All its 4 elements are 1.0, so they are not random. np.random.rand(...) makes random "
            "numbers.",
            id="an array",
        ),
        pytest.param(
            torch.full((2,), float("nan")),
            "All its 2 elements are nan, so they are not random. torch.rand(...) makes random "
            "numbers.",
            id="nan throughout",
        ),
        pytest.param(torch.rand(0), "It is empty: it holds no elements.", id="empty"),
        pytest.param(
            0.5,
            "It is the float 0.5, but a tensor or a NumPy array is expected. torch.tensor(...) "
            "makes a tensor of numbers and lists.",
            id="float",
        ),
    ],
)
def test_in_one_run(told, found, message):
    assert told("random", found, found) == message


def across(see, *arrays):
    checker = checker_named("random")
    seen = [see("random", {"of": "x"}, {"x": array}) for array in arrays]
    word = checker.across(seen, checker.Rules())
    return None if word.message is None else str(word.message)


def test_other_numbers_in_each_run_pass(see):
    assert across(see, torch.rand(3), torch.rand(3), torch.rand(3)) is None


def test_arrays_have_their_own_maker(see):
    assert across(see, np.ones(1), np.ones(1)) == (
        "The same numbers came out of several runs, although each starts from another seed: "
        "[1.0]. Numbers that are written down are not random; np.random.rand(...) makes new ones "
        "in every run."
    )


@pytest.mark.parametrize("runs", [2, 3])
def test_the_same_numbers_in_two_runs_fail(see, runs):
    others = [torch.rand(2) for _ in range(runs - 2)]
    assert across(see, FIXED, *others, FIXED) == (
        "The same numbers came out of several runs, although each starts from another seed: "
        "[0.25, 0.5]. Numbers that are written down are not random; torch.rand(...) makes new "
        "ones in every run."
    )
