"""What holds for arrays of every dtype and shape."""

import contextlib

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from grader.compare import How, array_of, mismatch
from grader.errors import WireError
from grader.model.values import ArrayValue

DTYPES = [
    *("bool", "uint8", "uint16", "uint32", "uint64", "int8", "int16", "int32", "int64"),
    *("float16", "float32", "float64", "complex64", "complex128"),
]
UNHURRIED = settings(deadline=None)
SHAPES = arrays.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4)


def value_of(array):
    return ArrayValue(
        library="torch",
        type="torch.Tensor",
        dtype=array.dtype.name,
        shape=array.shape,
        data=array.astype(array.dtype.newbyteorder("<")).tobytes(),
    )


ANY = st.sampled_from(DTYPES).flatmap(lambda dtype: arrays.arrays(dtype, SHAPES))


@UNHURRIED
@given(ANY)
def test_bytes_come_back_as_the_array(array):
    again = array_of(value_of(array))
    assert (again.dtype, again.shape) == (array.dtype, array.shape)
    assert again.tobytes() == array.tobytes()


@UNHURRIED
@given(ANY)
def test_an_array_equals_itself(array):
    assert mismatch(value_of(array), value_of(array)) is None
    exact = How(rtol=0, atol=0, dtype="any")
    assert mismatch(value_of(array.copy()), value_of(array), exact) is None


@UNHURRIED
@given(ANY, st.data())
def test_one_changed_element_is_found(array, data):
    assume(array.size)
    index = data.draw(st.tuples(*(st.integers(0, side - 1) for side in array.shape)))
    changed = array.copy()
    changed[index] = data.draw(arrays.from_dtype(array.dtype))
    assume(not np.array_equal(changed, array, equal_nan=array.dtype.kind in "fc"))
    assume(array.dtype.kind != "c" or not (np.isnan(array[index]) and np.isnan(changed[index])))
    wrong = mismatch(value_of(changed), value_of(array), How(rtol=0, atol=0))
    assert wrong is not None
    if array.shape:
        written = f"[{', '.join(map(str, index))}]"
        assert f"1 of {array.size} elements is wrong, at index {written}" in str(wrong.for_student)


@UNHURRIED
@given(ANY, SHAPES)
def test_nothing_is_broadcast(array, shape):
    assume(array.shape != shape)
    other = np.zeros(shape, array.dtype)
    wrong = mismatch(value_of(other), value_of(np.zeros(array.shape, array.dtype)))
    assert str(wrong.for_student).startswith(f"Its shape is {shape}, expected {array.shape}.")


@UNHURRIED
@given(ANY, st.sampled_from(DTYPES))
def test_another_dtype_is_told(array, dtype):
    assume(array.dtype.name != dtype)
    zeros = np.zeros(array.shape, dtype), np.zeros_like(array)
    wrong = mismatch(*map(value_of, zeros))
    assert f"Its dtype is torch.{dtype}, expected torch.{array.dtype}" in str(wrong.for_student)
    assert mismatch(*map(value_of, zeros), How(dtype="any")) is None


@UNHURRIED
@given(st.sampled_from(["float16", "float32", "float64"]), st.data())
def test_nan_equals_nan_only_where_expected(dtype, data):
    elements = st.sampled_from([0.0, 1.0, np.nan, np.inf, -np.inf])
    pair = [data.draw(arrays.arrays(dtype, 4, elements=elements)) for _ in range(2)]
    wrong = mismatch(*map(value_of, pair))
    assert (wrong is None) == np.array_equal(*pair, equal_nan=True)


@UNHURRIED
@given(
    arrays.arrays("float64", 3, elements=st.floats(-1e3, 1e3)),
    arrays.arrays("float64", 3, elements=st.floats(-1e3, 1e3)),
    st.floats(0, 1),
    st.floats(0, 1e3),
)
def test_tolerance_is_that_of_isclose(found, expected, rtol, atol):
    wrong = mismatch(value_of(found), value_of(expected), How(rtol=rtol, atol=atol))
    assert (wrong is None) == bool(np.isclose(found, expected, rtol=rtol, atol=atol).all())


@UNHURRIED
@given(
    st.binary(max_size=40),
    st.lists(st.integers(0, 2**70), max_size=5).map(tuple),
    st.sampled_from([*DTYPES, "bfloat16", "object", "", "torch.torch.float32", "V8", "<f4"]),
)
def test_hostile_arrays_are_refused_or_compared(data, shape, dtype):
    claim = ArrayValue(library="torch", type="torch.Tensor", dtype=dtype, shape=shape, data=data)
    expected = value_of(np.zeros(tuple(min(side, 3) for side in shape), "float32"))
    with contextlib.suppress(WireError):
        mismatch(claim, expected, How(dtype="any"))


@pytest.mark.parametrize("dtype", DTYPES)
def test_every_family_has_a_tolerance_of_its_own(dtype):
    far = np.array([1], dtype), np.array([0], dtype)
    assert mismatch(*map(value_of, far)) is not None
