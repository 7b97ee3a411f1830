import numpy as np
import pytest
import torch

from grader.checkers import checker_named
from grader.errors import WireError

PROBE = {"write": "a", "read": "t"}
A_COPY = "{n} was written into a[0], but t[0] stayed 1.0: t is a copy. t before: [1.0, 2.0, 3.0], "


def numbers():
    return np.array([1.0, 2.0, 3.0])


def judged(see, a, t, reference=None, probe=PROBE):
    checker = checker_named("shares_memory")
    array = numbers()
    names = reference or {"a": array, "t": torch.from_numpy(array)}
    seen = see("shares_memory", probe, {"a": a, "t": t})
    word = checker.judge(seen, see("shares_memory", probe, names), checker.Rules())
    text = None if word.message is None else str(word.message)
    return text if seen.written is None or text is None else text.replace(str(seen.written), "{n}")


@pytest.mark.parametrize(
    "dtype", ["uint8", "int8", "int16", "int64", "float16", "float32", "float64", "complex64"]
)
@pytest.mark.parametrize("shape", [(), (3,), (2, 2)])
def test_shared_passes_both_ways_and_leaves_no_trace(see, dtype, shape):
    array = np.ones(shape, dtype)
    tensor = torch.from_numpy(array)
    names = {"a": array, "t": tensor}
    assert judged(see, array, tensor, names) is None
    assert judged(see, tensor, array, {"a": tensor, "t": array}) is None
    np.testing.assert_array_equal(array, np.ones(shape, dtype))
    assert tensor._version == 0


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float32])
def test_tensors_share_with_views(see, dtype):
    tensor = torch.ones(4, dtype=dtype, requires_grad=True)
    view = tensor.detach().view(2, 2)
    assert judged(see, tensor, view, {"a": tensor, "t": view}) is None
    assert view.tolist() == [[1, 1], [1, 1]]


def test_nan_is_put_back(see):
    array = np.array([np.nan])
    seen = see("shares_memory", PROBE, {"a": array, "t": torch.from_numpy(array)})
    assert seen.restored
    assert np.isnan(array[0])


def test_the_number_differs_from_what_is_there(see):
    first = see("shares_memory", PROBE, {"a": numbers(), "t": torch.ones(1)})
    array = np.full(2, first.written, "i1")
    second = see("shares_memory", PROBE, {"a": array, "t": torch.from_numpy(array)})
    assert second.numbers == first.numbers
    assert second.written in set(first.numbers) - {first.written}


@pytest.mark.parametrize(
    ("a", "t", "message"),
    [
        pytest.param(
            numbers(),
            torch.tensor(numbers()),
            A_COPY + "after: [1.0, 2.0, 3.0]. torch.from_numpy() shares memory; torch.tensor(), "
            ".clone() and .copy() copy.",
            id="torch.tensor",
        ),
        pytest.param(
            numbers(),
            torch.from_numpy(numbers()).float(),
            A_COPY + "after: [1.0, 2.0, 3.0]. a is float64 and t is torch.float32: a change of "
            "dtype always copies. torch.from_numpy() and .numpy() keep the dtype and share memory.",
            id="float()",
        ),
        pytest.param(
            [1.0, 2.0],
            torch.ones(2),
            "a: It is a list of 2 items, but a NumPy array is expected. np.array(...) makes a "
            "NumPy array of numbers and lists.",
            id="list",
        ),
        pytest.param(
            numbers(),
            numbers(),
            "t: It is a NumPy array of shape (3,) and dtype float64, but a tensor is expected. "
            "torch.from_numpy(...) makes a tensor of a NumPy array.",
            id="no tensor",
        ),
        pytest.param(
            np.ones(0), torch.ones(0), "a: It is empty: it holds no elements.", id="empty"
        ),
        pytest.param(
            np.broadcast_to(1.0, 3),
            torch.ones(3),
            "a is read-only: nothing can be written into it.",
            id="read-only",
        ),
        pytest.param(
            np.array([True]),
            torch.tensor([True]),
            "An array of bools holds no numbers that could show what is shared.",
            id="bools",
        ),
    ],
)
def test_what_is_wrong(see, a, t, message):
    assert judged(see, a, t) == message


def test_a_tensor_that_refuses(see):
    with torch.inference_mode():
        tensor = torch.ones(2)
    reference = {"a": torch.ones(2), "t": torch.ones(2)}
    message = "a does not let a number be written into it."
    assert judged(see, tensor, tensor, reference) == message


@pytest.mark.parametrize(
    ("a", "t", "advice"),
    [
        pytest.param(
            torch.ones(2),
            np.ones(2, "f4"),
            ".numpy() shares memory; .copy(), .clone() and np.array() copy.",
            id="to NumPy",
        ),
        pytest.param(
            torch.ones(2),
            torch.ones(2),
            "Slices and .view() share memory; .clone() and torch.tensor() copy.",
            id="between tensors",
        ),
        pytest.param(
            np.ones(2),
            np.ones(2),
            "torch.from_numpy(), .numpy() and slices share memory; torch.tensor(), .clone() and "
            ".copy() copy.",
            id="between arrays",
        ),
    ],
)
def test_advice_by_direction(see, a, t, advice):
    assert judged(see, a, t, {"a": a, "t": t}).endswith(f"after: [1.0, 1.0]. {advice}")


def test_names_come_from_the_reference(see):
    checker = checker_named("shares_memory")
    seen = see("shares_memory", PROBE, {"a": numbers(), "t": torch.tensor(numbers())})
    forged = seen.model_copy(update={"write_name": "forged", "read_name": "forged"})
    assert "forged" not in str(checker.judge(forged, seen, checker.Rules()).message)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        pytest.param({"written": None}, "no number of ours was written", id="nothing written"),
        pytest.param({"written": 1}, "no number of ours was written", id="a number of its own"),
        pytest.param({"read_after": None}, "an array is missing or empty", id="no look"),
    ],
)
def test_claims_that_contradict_themselves_are_refused(see, changes, message):
    checker = checker_named("shares_memory")
    array = numbers()
    honest = see("shares_memory", PROBE, {"a": array, "t": torch.from_numpy(array)})
    with pytest.raises(WireError, match=message):
        checker.judge(honest.model_copy(update=changes), honest, checker.Rules())


def test_a_number_that_had_been_there_shows_nothing(see):
    checker = checker_named("shares_memory")
    array = numbers()
    honest = see("shares_memory", PROBE, {"a": array, "t": torch.from_numpy(array)})
    forged = honest.model_copy(update={"read_before": honest.read_after})
    with pytest.raises(WireError, match="had been there before"):
        checker.judge(forged, honest, checker.Rules())


def test_a_number_that_does_not_stay(see):
    checker = checker_named("shares_memory")
    array = numbers()
    honest = see("shares_memory", PROBE, {"a": array, "t": torch.from_numpy(array)})
    lost = honest.model_copy(update={"write_after": honest.write_before})
    word = checker.judge(lost, honest, checker.Rules())
    assert str(word.message) == (
        f"{honest.written} was written into a[0], but a[0] is 1.0 afterwards."
    )


def test_staff_hear_of_what_could_not_be_put_back(see):
    checker = checker_named("shares_memory")
    array = numbers()
    honest = see("shares_memory", PROBE, {"a": array, "t": torch.from_numpy(array)})
    word = checker.judge(honest.model_copy(update={"restored": False}), honest, checker.Rules())
    assert (word.status, word.staff_note) == ("passed", "a could not be put back as it was.")
