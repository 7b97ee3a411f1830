import numpy as np
import pytest
import torch

from grader.checkers import checker_named
from grader.errors import WireError

PROBE = {"write": "a", "read": "b"}


def judged(see, a, b, reference=None):
    checker = checker_named("independent")
    names = reference or {"a": a, "b": b}
    seen = see("independent", PROBE, {"a": a, "b": b})
    word = checker.judge(seen, see("independent", PROBE, names), checker.Rules())
    return None if word.message is None else str(word.message).replace(str(seen.number), "{n}")


ARRAY = np.arange(4.0)
TENSOR = torch.arange(4, dtype=torch.uint8)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        pytest.param(ARRAY.copy(), ARRAY, id="arrays"),
        pytest.param(TENSOR.clone(), TENSOR, id="tensors"),
        pytest.param(torch.tensor(ARRAY), ARRAY, id="both"),
        pytest.param(torch.tensor([True, False]), torch.tensor([True, False]), id="bools"),
        pytest.param(ARRAY[::2], ARRAY[1::2], id="interleaved"),
        pytest.param(torch.ones(2, requires_grad=True), torch.ones(2), id="requires grad"),
    ],
)
def test_independent_arrays_pass_and_stay_as_they_were(see, a, b):
    before = [each.tolist() for each in (a, b)]
    assert judged(see, a, b) is None
    assert [each.tolist() for each in (a, b)] == before
    assert getattr(a, "_version", 0) == 0


SHARED = np.arange(4.0)
FLAGS = torch.tensor([True, False])


@pytest.mark.parametrize(
    ("a", "b", "message"),
    [
        pytest.param(
            torch.from_numpy(SHARED),
            SHARED,
            "{n} was written into a, and b changed with it: b before: [0.0, 1.0, 2.0, 3.0], after: "
            "[{n}.0, {n}.0, {n}.0, {n}.0]. They share memory; .clone() and .copy() make a copy.",
            id="all",
        ),
        pytest.param(
            SHARED[2:],
            SHARED,
            "{n} was written into a, and b changed with it: b before: [0.0, 1.0, 2.0, 3.0], after: "
            "[0.0, 1.0, {n}.0, {n}.0]. They share memory; .clone() and .copy() make a copy.",
            id="a part, behind the first",
        ),
        pytest.param(
            FLAGS[:1],
            FLAGS,
            "{n} was written into a, and b changed with it: b before: [True, False], after: "
            "[True, False]. They share memory; .clone() and .copy() make a copy.",
            id="bools that the number does not change",
        ),
        pytest.param(
            np.broadcast_to(1.0, 3),
            SHARED,
            "a is read-only: nothing can be written into it.",
            id="read-only",
        ),
        pytest.param(
            torch.ones(1).expand(3),
            SHARED,
            "a does not let numbers be written into it.",
            id="expanded",
        ),
        pytest.param(np.ones(0), SHARED, "a: It is empty: it holds no elements.", id="empty"),
    ],
)
def test_what_is_wrong(see, a, b, message):
    before = [each.tolist() for each in (a, b)]
    assert judged(see, a, b) == message
    assert [each.tolist() for each in (a, b)] == before


def test_the_type_is_the_references(see):
    assert judged(see, [1.0], ARRAY, {"a": ARRAY.copy(), "b": ARRAY}) == (
        "a: It is a list of 1 item, but a NumPy array is expected. np.array(...) makes a NumPy "
        "array of numbers and lists."
    )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"number": 1}, "no number of ours"),
        ({"write_filled": None}, "no number of ours"),
    ],
)
def test_claims_that_contradict_themselves(see, changes, message):
    checker = checker_named("independent")
    honest = see("independent", PROBE, {"a": ARRAY.copy(), "b": ARRAY})
    with pytest.raises(WireError, match=message):
        checker.judge(honest.model_copy(update=changes), honest, checker.Rules())


def test_numbers_that_do_not_stay(see):
    checker = checker_named("independent")
    honest = see("independent", PROBE, {"a": ARRAY.copy(), "b": ARRAY})
    word = checker.judge(
        honest.model_copy(update={"write_filled": honest.write_before}), honest, checker.Rules()
    )
    assert str(word.message) == f"{honest.number} was written into all of a, but did not stay."
