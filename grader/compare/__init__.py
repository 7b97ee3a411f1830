"""The only comparison of values. It trusts the expected value and nothing of the one found."""

from grader.compare.arrays import Array, array_of, float_of, int_of, numbers_of
from grader.compare.dtypes import DTYPES, FAMILIES, bare, full
from grader.compare.elements import dtype_mismatch, shape_mismatch, unread
from grader.compare.how import AS_EXPECTED, How, Mismatch
from grader.compare.mismatch import mismatch, not_an_array, other_type, wrong_type
from grader.compare.words import (
    describe,
    elements,
    index_text,
    one_of,
    shape_text,
    shown,
    type_name,
)

__all__ = [
    "AS_EXPECTED",
    "DTYPES",
    "FAMILIES",
    "Array",
    "How",
    "Mismatch",
    "array_of",
    "bare",
    "describe",
    "dtype_mismatch",
    "elements",
    "float_of",
    "full",
    "index_text",
    "int_of",
    "mismatch",
    "not_an_array",
    "numbers_of",
    "one_of",
    "other_type",
    "shape_mismatch",
    "shape_text",
    "shown",
    "type_name",
    "unread",
    "wrong_type",
]
