"""The only comparison of values. It trusts the expected value and nothing of the one found."""

from grader.compare.arrays import Array, array_of, float_of, int_of, numbers_of
from grader.compare.closeness import default_tolerance
from grader.compare.dtypes import DTYPES, FAMILIES, Tolerance, bare, full
from grader.compare.elements import dtype_mismatch, shape_mismatch, unread
from grader.compare.freely import Freely, freely_mismatch
from grader.compare.how import AS_EXPECTED, How, Mismatch
from grader.compare.literals import as_value
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
    "Freely",
    "How",
    "Mismatch",
    "Tolerance",
    "array_of",
    "as_value",
    "bare",
    "default_tolerance",
    "describe",
    "dtype_mismatch",
    "elements",
    "float_of",
    "freely_mismatch",
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
