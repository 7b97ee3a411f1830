"""The comparison of what can be read as arrays: shape, then dtype, then elements."""

from __future__ import annotations

from dataclasses import dataclass

from grader.compare.advice import dtype_advice, shape_advice
from grader.compare.arrays import Array, array_of, numbers_of
from grader.compare.closeness import Difference, default_tolerance, difference
from grader.compare.dtypes import Tolerance, a_dtype, bare, family_of, full
from grader.compare.how import How, Mismatch
from grader.compare.words import dtype_text, index_text, number_text, plain, shape_text
from grader.model.message import Message, say, say_count
from grader.model.values import ArrayValue, Value


@dataclass(frozen=True)
class Read:
    """Numbers as read from a value; `dtype` is bare, `rounded` where Python has but one dtype."""

    array: Array
    dtype: str


def read(value: Value) -> Read | None:
    """The numbers that a value holds, or None if it does not hold numbers only."""
    array = numbers_of(value)
    if array is None:
        return None
    return Read(array, bare(value.dtype) if isinstance(value, ArrayValue) else array.dtype.name)


def shape_mismatch(found: tuple[int, ...], expected: tuple[int, ...]) -> Message | None:
    """Shapes are equal or not; nothing is broadcast."""
    if found == expected:
        return None
    shapes = {"found": shape_text(found), "expected": shape_text(expected)}
    advice = shape_advice(found, expected)
    if advice is None:
        return say("Its shape is {found}, expected {expected}.", **shapes)
    return say("Its shape is {found}, expected {expected}. {advice}", **shapes, advice=advice)


def dtype_mismatch(found: ArrayValue, expected: str) -> Message | None:
    """`expected` is a dtype, with or without its library's name, or a family of dtypes."""
    if expected in (bare(found.dtype), full(found.library, found.dtype)):
        return None
    if expected == family_of(found.dtype):
        return None
    name, wanted = dtype_text(found), a_dtype(expected)
    advice = dtype_advice(found.dtype, expected)
    if advice is None:
        return say("Its dtype is {found}, expected {expected}.", found=name, expected=wanted)
    return say(
        "Its dtype is {found}, expected {expected}. {advice}",
        found=name,
        expected=wanted,
        advice=advice,
    )


def unread(value: ArrayValue) -> Message | None:
    """Why the elements of an array were not read, if they were not, and what to do about it."""
    if value.data is not None:
        return None
    reasons = {
        "too_big": say("It has more elements than the grader reads: make it as small as asked."),
        "sparse": say("It is a sparse tensor: .to_dense() makes a plain one of it."),
        "quantized": say("It is a quantized tensor: .dequantize() makes a plain one of it."),
        "meta": say('It is on the device "meta" and holds no values: make it without device=.'),
        "dtype": say("The grader cannot read elements of dtype {dtype}.", dtype=dtype_text(value)),
    }
    return reasons.get(value.unread or "") or say("Its elements cannot be read.")


def arrays_mismatch(found: ArrayValue, expected: ArrayValue, how: How) -> Mismatch | None:
    """Two arrays. The expected one has been read."""
    message = (
        shape_mismatch(found.shape, expected.shape) or _dtype(found, expected, how) or unread(found)
    )
    if message is not None:
        return Mismatch(for_student=message, in_full=str(message))
    if found.data == expected.data and bare(found.dtype) == bare(expected.dtype):
        return None
    return _differ(
        Read(array_of(found), bare(found.dtype)),
        Read(array_of(expected), bare(expected.dtype)),
        how,
    )


def _dtype(found: ArrayValue, expected: ArrayValue, how: How) -> Message | None:
    if how.dtype == "any":
        return None
    if how.dtype == "family":
        return dtype_mismatch(found, family_of(expected.dtype))
    if found.library != expected.library:
        return dtype_mismatch(found, bare(expected.dtype))
    return dtype_mismatch(found, full(expected.library, expected.dtype))


def numbers_mismatch(found: Read, expected: Read, how: How) -> Mismatch | None:
    """Numbers of any two kinds; of their dtypes only the families are compared."""
    message = shape_mismatch(found.array.shape, expected.array.shape)
    families = family_of(found.dtype), family_of(expected.dtype)
    if message is None and how.dtype != "any" and families[0] != families[1]:
        message = say(
            "Its numbers have {found}, expected {expected}.",
            found=a_dtype(families[0]),
            expected=a_dtype(families[1]),
        )
    if message is not None:
        return Mismatch(for_student=message, in_full=str(message))
    return _differ(found, expected, how)


def _differ(found: Read, expected: Read, how: How) -> Mismatch | None:
    tolerance = how.tolerance or default_tolerance(found.dtype, expected.dtype)
    wrong = difference(found.array, expected.array, tolerance)
    if wrong is None:
        return None
    return Mismatch(
        for_student=_told(found.array, expected.array, wrong, how.reveal),
        in_full=_in_full(_told(found.array, expected.array, wrong, True), wrong, tolerance),
        of_elements=True,
    )


def _in_full(message: Message, wrong: Difference, tolerance: Tolerance) -> str:
    return (
        f"{message} The greatest difference is {wrong.distance:.6g}, allowed is "
        f"{tolerance.atol:g} + {tolerance.rtol:g} * |expected|."
    )


def _told(found: Array, expected: Array, wrong: Difference, reveal: bool) -> Message:
    if not found.shape:
        return plain(*_apart(found[()], expected[()]), reveal)
    first = _element(found, expected, wrong.first, reveal)
    if wrong.count == 1 or wrong.worst == wrong.first:
        return say_count(
            "{count} of {size} elements is wrong, at index {index}: {first}.",
            "{count} of {size} elements are wrong, the first at index {index}: {first}.",
            wrong.count,
            size=wrong.size,
            index=index_text(wrong.first),
            first=first,
        )
    return say(
        "{count} of {size} elements are wrong, the first at index {index}: {first}. "
        "The furthest off is at index {worst}: {last}.",
        count=wrong.count,
        size=wrong.size,
        index=index_text(wrong.first),
        first=first,
        worst=index_text(wrong.worst),
        last=_element(found, expected, wrong.worst, reveal),
    )


def _element(found: Array, expected: Array, index: tuple[int, ...], reveal: bool) -> Message:
    here, there = _apart(found[index], expected[index])
    if reveal:
        return say("it is {found}, expected {expected}", found=here, expected=there)
    return say("it is {found}", found=here)


def _apart(found: object, expected: object) -> tuple[str, str]:
    """Both as text, with as many digits as it takes to tell them apart."""
    texts = number_text(found), number_text(expected)
    if texts[0] != texts[1]:
        return texts
    wide = [complex(each) for each in (found, expected)]  # type: ignore[call-overload]
    if any(each.imag for each in wide):
        return str(wide[0]), str(wide[1])
    return repr(wide[0].real), repr(wide[1].real)
