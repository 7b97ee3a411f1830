"""What `look` tells of NumPy arrays and scalars."""

import numpy as np
import pytest

from grader.child.dtypes import NUMPY_FORM
from grader.child.look import look


def floats(value):
    return np.frombuffer(value.data, "<f4").reshape(value.shape).tolist()


class TestArrays:
    @pytest.mark.parametrize("name", NUMPY_FORM)
    def test_every_dtype_that_is_read_in_either_byte_order(self, name):
        array = np.array([0, 1, 1], np.dtype(name).newbyteorder(">"))
        value = look(array)
        assert (value.dtype, value.data) == (name, array.astype(NUMPY_FORM[name]).tobytes())

    def test_negative_strides_and_order(self):
        array = np.arange(6, dtype="f4").reshape(2, 3)[::-1].T
        value = look(array)
        assert value.strides == (1, -3)
        assert floats(value) == array.tolist()

    def test_strides_that_are_no_whole_elements(self):
        packed = np.zeros(3, [("a", "i1"), ("b", "f4")])
        assert look(packed["b"]).strides is None
        assert look(packed["b"]).data == bytes(12)

    def test_writeable(self):
        array = np.ones(2)
        array.setflags(write=False)
        assert (look(array).writeable, look(np.ones(2)).writeable) == (False, True)

    @pytest.mark.parametrize(
        ("array", "dtype"),
        [
            (np.array([object()]), "object"),
            (np.array(["ab"]), "str"),
            (np.array([""], "U0"), "str"),
            (np.array([b"ab"]), "bytes"),
            (np.zeros(1, [("a", "f4")]), "void"),
            (np.array(["2020"], "datetime64[Y]"), "datetime64"),
        ],
    )
    def test_other_dtypes_are_not_read(self, array, dtype):
        value = look(array)
        assert (value.dtype, value.data, value.unread) == (dtype, None, "dtype")

    def test_scalars_are_told_as_such(self):
        value = look(np.float32(1.5))
        assert (value.type, value.shape, value.scalar) == ("numpy.float32", (), True)
        assert floats(value) == 1.5
        assert look(np.bool_(True)).type == "numpy.bool"
        assert look(np.longdouble(1)).unread == "dtype"

    @pytest.mark.parametrize(
        ("array", "name"),
        [
            (np.ma.masked_array([1.0, 2.0], [True, False]), "numpy.ma.MaskedArray"),
            (np.array([1.0, 2.0]).view(np.recarray), "numpy.recarray"),
        ],
    )
    def test_subclasses_are_read_through_the_base_class(self, array, name):
        value = look(array)
        assert value.type in (name, name.replace("ma.", "ma.core."), "numpy.rec.recarray")
        assert value.data == np.array([1.0, 2.0]).tobytes()
