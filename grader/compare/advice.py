"""The next step for somebody who has the wrong kind of value, dtype or shape."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from math import prod
from types import MappingProxyType

from grader.compare.dtypes import FAMILIES, bare, family_of
from grader.compare.words import CALLABLES, element_count, is_callable, is_class, type_name
from grader.model.message import Message, say
from grader.model.values import ArrayValue, NoneValue, OtherValue, StrValue, Value

NUMBERS = ("int", "float", "bool", "complex")
DTYPE_TYPES = frozenset({"torch.dtype", "numpy.dtype"})
SEVERAL_RESULTS = re.compile(r"^torch\.return_types\.|^numpy\.linalg\..*Result$")
LISTS = ("list", "tuple", "set", "frozenset")
TENSOR_FROM_ARRAY = say("torch.from_numpy(...) makes a tensor of a NumPy array.")
TENSOR_FROM_NUMBERS = say("torch.tensor(...) makes a tensor of numbers and lists.")
ARRAY_FROM_TENSOR = say(".numpy() makes a NumPy array of a tensor.")
ARRAY_FROM_NUMBERS = say("np.array(...) makes a NumPy array of numbers and lists.")
DTYPE_ITSELF = say("The tensor's own .dtype is what is asked for.")
SIZE_ITSELF = say(".size() or .shape, without an index, gives the whole size.")
TO_LIST = say(".tolist() makes a list of it.")
TRUE_OR_FALSE = say("Write True or False instead of a number.")

ADVICE: Mapping[tuple[str, str], Message] = MappingProxyType(
    {
        **{(kind, "torch.Tensor"): TENSOR_FROM_NUMBERS for kind in (*NUMBERS, *LISTS, "scalar")},
        ("array", "torch.Tensor"): TENSOR_FROM_ARRAY,
        ("torch.Size", "torch.Tensor"): say("Use the tensor itself, without .shape or .size()."),
        ("torch.nn.Parameter", "torch.Tensor"): say(".detach() gives the plain tensor."),
        ("str", "torch.Tensor"): say("Use the tensor itself, without quotes or str()."),
        **{(kind, "numpy.ndarray"): ARRAY_FROM_NUMBERS for kind in (*NUMBERS, *LISTS, "scalar")},
        ("tensor", "numpy.ndarray"): ARRAY_FROM_TENSOR,
        ("torch.nn.Parameter", "numpy.ndarray"): say(
            ".detach().numpy() makes a NumPy array of it."
        ),
        ("str", "numpy.ndarray"): say("Use the array itself, without quotes or str()."),
        ("float", "int"): say("int(...) makes an int of a float."),
        ("bool", "int"): say("True and False are not counted as numbers here."),
        ("str", "int"): say("Write the number without quotes."),
        ("torch.Size", "int"): say("len(...) counts its numbers, [0] takes the first of them."),
        ("tuple", "int"): say("len(...) counts its items, [0] takes the first of them."),
        ("int", "float"): say("Write it with a decimal point, or use float(...)."),
        ("bool", "float"): say("True and False are not counted as numbers here."),
        ("str", "float"): say("Write the number without quotes."),
        ("str", "bool"): say("Write True or False without quotes."),
        ("int", "bool"): TRUE_OR_FALSE,
        ("float", "bool"): TRUE_OR_FALSE,
        ("int", "torch.Size"): SIZE_ITSELF,
        ("list", "torch.Size"): SIZE_ITSELF,
        ("tuple", "torch.Size"): SIZE_ITSELF,
        ("str", "torch.Size"): SIZE_ITSELF,
        ("tensor", "torch.Size"): SIZE_ITSELF,
        ("int", "tuple"): say("A tuple of one number is written (5,), with a comma."),
        ("list", "tuple"): say("tuple(...) makes a tuple of it."),
        ("torch.Size", "tuple"): say("tuple(...) makes a tuple of it."),
        ("tuple", "list"): say("list(...) makes a list of it."),
        ("tensor", "list"): TO_LIST,
        ("array", "list"): TO_LIST,
        ("str", "torch.dtype"): say(
            "That is the name of a dtype as text: leave out the quotes or str()."
        ),
        ("tensor", "torch.dtype"): DTYPE_ITSELF,
        ("numpy.dtype", "torch.dtype"): DTYPE_ITSELF,
        ("str", "numpy.dtype"): say(
            "That is the name of a dtype as text: leave out the quotes or str()."
        ),
        ("array", "numpy.dtype"): say("The array's own .dtype is what is asked for."),
        ("torch.dtype", "numpy.dtype"): say("The array's own .dtype is what is asked for."),
    }
)


def kind_advice(found: Value, types: Sequence[str]) -> Message | None:
    """How to come from a value of the wrong kind to one of the types; None if nothing is known."""
    if set(types) & set(CALLABLES):
        return None if is_callable(found) else say("Name the function without calling it.")
    if is_callable(found):
        return say("Call it: put parentheses behind its name.")
    if isinstance(found, OtherValue) and SEVERAL_RESULTS.search(found.type):
        return say(
            "It holds several results: choose the one that is asked for by its name (such as "
            ".values) or its place (such as [0])."
        )
    if is_class(found) and not DTYPE_TYPES & set(types):
        return say("That is the type itself, not a value of that type.")
    if isinstance(found, NoneValue):
        return say("A function without return gives None, and so does print(...).")
    if isinstance(found, StrValue) and not set(types) & {"int", "float", "bool"}:
        return _known("str", types) or say("Keep the value itself, not text about it.")
    steps = (_towards(found, each) for each in types)
    return next((step for step in steps if step is not None), None)


def _towards(found: Value, expected: str) -> Message | None:
    if isinstance(found, ArrayValue) and expected == "bool":
        return _to_bool(found)
    if isinstance(found, ArrayValue) and expected in NUMBERS:
        return _to_number(found)
    if is_class(found) and expected in DTYPE_TYPES:
        return say("type(...) tells what the object is; .dtype tells the type of its elements.")
    return _known(_kind(found), (expected,))


def _to_number(found: ArrayValue) -> Message | None:
    if element_count(found) == 1:
        return say(".item() makes a Python number of it.")
    return say("It holds several numbers: compute or choose the one that is asked for.")


def _to_bool(found: ArrayValue) -> Message:
    if element_count(found) == 1:
        return say("bool(...) makes a Python bool of it.")
    return say(".all() or .any() makes one of its elements, and bool(...) a Python bool of that.")


def _known(kind: str, types: Sequence[str]) -> Message | None:
    return next((ADVICE[kind, each] for each in types if (kind, each) in ADVICE), None)


def _kind(value: Value) -> str:
    if not isinstance(value, ArrayValue) or type_name(value) == "torch.nn.Parameter":
        return type_name(value)
    if value.scalar:
        return "scalar"
    return "tensor" if value.library == "torch" else "array"


def dtype_advice(found: str, expected: str) -> Message | None:
    """How to come from one dtype to another, or to a family."""
    families = (family_of(found), expected if expected in FAMILIES else family_of(expected))
    if families == ("integer", "floating"):
        return say("Write numbers with a decimal point, such as 1.0, or give dtype=.")
    if families == ("floating", "integer"):
        return say(
            "Numbers without a decimal point in torch.tensor(...) stay integers; "
            "torch.Tensor(...), torch.ones(...) and torch.zeros(...) make floats."
        )
    if (bare(found), bare(expected)) == ("float64", "float32"):
        return say("NumPy's floats are float64; .float() or dtype= makes them float32.")
    return None


def shape_advice(found: Sequence[int], expected: Sequence[int]) -> Message | None:
    """How to come from one shape to another, when nothing but the arrangement differs."""
    if len(found) == 2 and tuple(found) == tuple(reversed(expected)):
        return say("It is transposed: .T turns it round.")
    if prod(found) == prod(expected) > 0:
        return say("The number of elements is right; .reshape(...) arranges them anew.")
    return None
