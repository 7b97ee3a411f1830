"""Whatever a student makes, what is told of it fits one frame; and what is told can be made."""

import json

import hypothesis.extra.numpy as arrays
import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from grader import wire
from grader.child.budget import Budget
from grader.child.dtypes import NUMPY_FORM
from grader.child.look import Snapshot, look
from grader.child.make import make
from grader.model.run import Answer, FromChild, Observed
from grader.model.values import CutValue, Value

FROM_CHILD: TypeAdapter[FromChild] = TypeAdapter(FromChild)


def through_the_wire(value):
    """The value as the parent gets it."""
    answer = Answer(id="0" * 32, outcome=Observed(seen={"value": value.model_dump()}))
    got = wire.decode_as(FROM_CHILD, wire.encode(answer))
    return TypeAdapter(Value).validate_python(got.outcome.seen["value"])


class TestBudget:
    def test_a_list_in_itself_ends_at_the_eighth_level(self):
        held: list = []
        held.append(held)
        value, depth = look(held), 0
        while value.kind == "sequence":
            value, depth = value.items[0], depth + 1
        assert (value, depth) == (CutValue(), 8)

    def test_a_bushy_knot_stays_small(self):
        knot: list = []
        knot.extend([knot] * 50)
        assert through_the_wire(look(knot)).length == 50

    def test_a_long_list_keeps_its_beginning_and_its_length(self):
        value = look(list(range(100_000)))
        assert value.length == 100_000
        assert [item.digits for item in value.items[:3]] == ["0", "1", "2"]
        assert len(value.items) < 2000

    @pytest.mark.parametrize(
        "build",
        [
            lambda: ["\x01" * 65_536] * 3000,
            lambda: ["텐" * 65_536] * 3000,
            lambda: [10**1298] * 3000,
            lambda: [torch.empty([1] * 64)] * 3000,
            lambda: [torch.empty(8 << 20)] * 4,
            lambda: {number: {number: [None]} for number in range(3000)},
            lambda: [type("텐" * 500, (), {})()] * 3000,
            lambda: [True] * 3000,
            lambda: [[[] for _ in range(40)] for _ in range(40)],
        ],
    )
    def test_the_largest_answers_fit_a_frame(self, build):
        value = look(build())
        assert through_the_wire(value) == value

    def test_looks_of_one_answer_share_a_budget(self):
        budget = Budget()
        big = torch.empty(8 << 20)
        told = [look(big, budget) for _ in range(3)]
        assert [value.unread for value in told] == [None, None, "too_big"]

    def test_a_snapshot_is_handed_on_as_it_is_while_it_fits(self):
        kept = look([torch.ones(2), {"a": 1}])
        assert look(Snapshot(kept)) == kept
        assert look(Snapshot(kept), Budget(values=3)) == CutValue()
        assert look(Snapshot(kept), Budget(data=7)) == CutValue()


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text(max_size=5) | st.integers(), inner, max_size=4)
        | st.frozensets(st.integers() | st.text(max_size=5), max_size=4)
    ),
    max_leaves=12,
)
DTYPES = st.sampled_from([np.dtype(name) for name in NUMPY_FORM])
ARRAYS = DTYPES.flatmap(lambda dtype: arrays.arrays(dtype, arrays.array_shapes(min_dims=0)))


class TestRoundTrip:
    @given(PLAIN)
    def test_plain_objects_come_back_as_they_were(self, found):
        value = look(found)
        assert look(make(value)) == value == through_the_wire(value)
        json.loads(value.model_dump_json())

    @given(ARRAYS)
    def test_arrays_and_tensors_come_back_as_they_were(self, array):
        for found in (array, torch.from_numpy(array.copy())):
            value = look(found)
            assert look(make(value)) == value == through_the_wire(value)
            assert value.data == array.tobytes()

    @given(arrays.arrays("f4", (3, 4)), st.permutations(range(2)), st.sampled_from([1, -1, 2]))
    def test_any_view_reads_as_its_own_copy(self, array, order, step):
        view = array.transpose(order)[::step]
        assert look(view).data == look(view.copy()).data
        if step > 0:
            assert look(torch.from_numpy(view)).data == look(view).data
