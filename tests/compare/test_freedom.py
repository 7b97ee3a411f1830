"""Whatever is free is undone; whatever is not stays."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from grader.compare import array_of
from grader.compare.freedom import free, nearest_to, packed
from grader.model.values import ArrayValue

LIKE = ArrayValue(library="numpy", type="numpy.ndarray", dtype="float64", shape=())


def value(elements):
    return packed(np.asarray(elements, float), LIKE)


@st.composite
def changed(draw):
    """A matrix, and the same with its columns in another order and of other signs and lengths."""
    rows, columns = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    matrix = rng.standard_normal((rows, columns))
    order = rng.permutation(columns)
    factors = rng.choice([-1.0, 1.0], columns)
    scales = factors * rng.uniform(0.5, 2, columns)
    return matrix, order, factors, scales


@given(changed())
def test_signs_and_order_are_undone(case):
    matrix, order, factors, _ = case
    found = nearest_to(
        value((matrix * factors)[:, order]), value(matrix), ("column_sign", "column_order")
    )
    assert_allclose(array_of(found), matrix)


@given(changed())
def test_lengths_are_undone(case):
    matrix, _, _, scales = case
    found = nearest_to(value(matrix * scales), value(matrix), ("column_scale",))
    assert_allclose(array_of(found), matrix)


@given(changed())
def test_rows_in_any_order(case):
    matrix, *_ = case
    found = nearest_to(value(matrix[::-1]), value(matrix), ("order",))
    assert_allclose(array_of(found), matrix)


@given(changed())
def test_lengths_stay_where_only_signs_are_free(case):
    matrix, *_ = case
    found = nearest_to(value(matrix * 3), value(matrix), ("column_sign",))
    assert_allclose(array_of(found), matrix * 3)


@pytest.mark.parametrize("shape", [(2,), (3, 2, 1), ()])
def test_what_does_not_fit_comes_back_as_it_is(shape):
    found = value(np.ones(shape))
    assert nearest_to(found, value(np.ones((2, 3))), ("transpose", "sign", "order")) is found


def test_what_does_not_matter_is_listed():
    assert str(free(("order", "sign"))) == "the order, the sign"
