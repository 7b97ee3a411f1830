"""Every sentence of the comparison, on values as the child sees them."""

import numpy as np
import pytest
import torch
from pydantic import ValidationError

from grader.child.look import look
from grader.compare import How, describe, mismatch, not_an_array, wrong_type
from grader.errors import OurError, WireError
from grader.model.values import CutValue, SequenceValue, StrValue

nan, inf = float("nan"), float("inf")


def t(*args, **kwargs):
    return torch.tensor(*args, **kwargs)


def told(found, expected, **how):
    wrong = mismatch(look(found), look(expected), How(**how))
    return None if wrong is None else str(wrong.for_student)


SIZES = ("torch.Size", "tuple")


@pytest.mark.parametrize(
    ("found", "expected", "message"),
    [
        pytest.param(
            t([1.0, 2, 3]),
            t([1.0, 2, 4]),
            "1 of 3 elements is wrong, at index [2]: it is 3.0, expected 4.0.",
            id="one element",
        ),
        pytest.param(
            t([[1.0, 5], [9, 4]]),
            t([[1.0, 2], [3, 4]]),
            "2 of 4 elements are wrong, the first at index [0, 1]: it is 5.0, expected 2.0. "
            "The furthest off is at index [1, 0]: it is 9.0, expected 3.0.",
            id="several, the worst later",
        ),
        pytest.param(
            t([9.0, 5]),
            t([1.0, 2]),
            "2 of 2 elements are wrong, the first at index [0]: it is 9.0, expected 1.0.",
            id="several, the worst first",
        ),
        pytest.param(t(2.0), t(3.0), "It is 2.0, expected 3.0.", id="0-d"),
        pytest.param(t(nan), t(1.0), "It is nan, expected 1.0.", id="nan for a number"),
        pytest.param(t(1.0), t(nan), "It is 1.0, expected nan.", id="a number for nan"),
        pytest.param(t(inf), t(-inf), "It is inf, expected -inf.", id="sign of infinity"),
        pytest.param(t(3e38), t(inf), "It is 3e+38, expected inf.", id="almost inf"),
        pytest.param(
            t([True, False]),
            t([True, True]),
            "1 of 2 elements is wrong, at index [1]: it is False, expected True.",
            id="bool elements",
        ),
        pytest.param(
            t([1 + 2j]),
            t([1 + 3j]),
            "1 of 1 elements is wrong, at index [0]: it is (1+2j), expected (1+3j).",
            id="complex elements",
        ),
        pytest.param(
            t(2**53 + 1),
            t(2**53),
            "It is 9007199254740993, expected 9007199254740992.",
            id="integers are exact",
        ),
        pytest.param(
            t([-(2**63), 0]),
            t([2**63 - 1, 1]),
            "2 of 2 elements are wrong, the first at index [0]: it is -9223372036854775808, "
            "expected 9223372036854775807.",
            id="integers far apart",
        ),
        pytest.param(
            t([1.0]).bfloat16(),
            t([1.5]).bfloat16(),
            "1 of 1 elements is wrong, at index [0]: it is 1.0, expected 1.5.",
            id="bfloat16 elements",
        ),
        pytest.param(
            t([1.0, 2]),
            t([[1.0, 2]]),
            "Its shape is (2,), expected (1, 2). The number of elements is right; .reshape(...) "
            "arranges them anew.",
            id="shape: a dimension missing",
        ),
        pytest.param(
            torch.ones(2, 3),
            torch.ones(3, 2),
            "Its shape is (2, 3), expected (3, 2). It is transposed: .T turns it round.",
            id="shape: transposed",
        ),
        pytest.param(
            torch.ones(1),
            torch.ones(3),
            "Its shape is (1,), expected (3,).",
            id="shape: would broadcast",
        ),
        pytest.param(
            torch.ones(0),
            torch.ones(0, 3),
            "Its shape is (0,), expected (0, 3).",
            id="shape: empty",
        ),
        pytest.param(
            t([1, 2]),
            t([1.0, 2]),
            "Its dtype is torch.int64, expected torch.float32. Write numbers with a decimal point, "
            "such as 1.0, or give dtype=.",
            id="dtype: integers for floats",
        ),
        pytest.param(
            t([1.0, 2]),
            t([1, 2]),
            "Its dtype is torch.float32, expected torch.int64. Numbers without a decimal point in "
            "torch.tensor(...) stay integers; torch.Tensor(...), torch.ones(...) and "
            "torch.zeros(...) make floats.",
            id="dtype: floats for integers",
        ),
        pytest.param(
            t([1.0]).double(),
            t([1.0]),
            "Its dtype is torch.float64, expected torch.float32. NumPy's floats are float64; "
            ".float() or dtype= makes them float32.",
            id="dtype: float64 for float32",
        ),
        pytest.param(
            t([1.0]).half(),
            t([1.0]),
            "Its dtype is torch.float16, expected torch.float32.",
            id="dtype: another",
        ),
        pytest.param(
            np.array(["a"]), np.array([1.0]), "Its dtype is str, expected float64.", id="dtype: str"
        ),
        pytest.param(
            t([1.0]).to_sparse(),
            t([1.0]),
            "It is a sparse tensor: .to_dense() makes a plain one of it.",
            id="sparse",
        ),
        pytest.param(
            torch.ones(1, device="meta"),
            t([1.0]),
            'It is on the device "meta" and holds no values: make it without device=.',
            id="meta",
        ),
        pytest.param(3, 4, "It is 3, expected 4.", id="int"),
        pytest.param(10**30, 10**30 + 1, f"It is {10**30}, expected {10**30 + 1}.", id="long int"),
        pytest.param(2.5, 2.4, "It is 2.5, expected 2.4.", id="float"),
        pytest.param(1j, 2j, "It is 1j, expected 2j.", id="complex"),
        pytest.param(True, False, "It is True, expected False.", id="bool"),
        pytest.param("abc", "abd", "It is 'abc', expected 'abd'.", id="str"),
        pytest.param(
            torch.float64,
            torch.float32,
            "It is the dtype torch.float64, expected the dtype torch.float32.",
            id="dtype",
        ),
        pytest.param([1, 2], [1, 3], "It is [1, 2], expected [1, 3].", id="short list"),
        pytest.param((1,), (1, 2), "It is (1,), expected (1, 2).", id="tuple too short"),
        pytest.param(
            list(range(50)),
            list(range(49)),
            "It has 50 items, expected 49.",
            id="long list too long",
        ),
        pytest.param(
            [*range(50), 7],
            [*range(50), 8],
            "At index [50]: It is 7, expected 8.",
            id="item of a long list",
        ),
        pytest.param(
            [t([1.0])],
            [t([[1.0]])],
            "It is [[1.0]], expected [[[1.0]]].",
            id="short list of tensors",
        ),
        pytest.param(
            [t([1])],
            [t([1]).int()],
            "At index [0]: Its dtype is torch.int64, expected torch.int32.",
            id="items that look alike",
        ),
        pytest.param({1, 2}, {1, 3}, "3 is missing.", id="set"),
        pytest.param({"a": 1}, {"b": 1}, "The key 'b' is missing.", id="dict: key"),
        pytest.param({"a": 1}, {"a": 2}, "At index ['a']: It is 1, expected 2.", id="dict: value"),
        pytest.param({"a": 1, "b": 2}, {"a": 1}, "It has 2 items, expected 1.", id="dict: surplus"),
    ],
)
def test_what_is_wrong(found, expected, message):
    assert told(found, expected) == message


@pytest.mark.parametrize(
    ("found", "expected", "message"),
    [
        pytest.param(t(0.1).item(), 0.2, "It is 0.1, expected 0.2.", id="from a float32"),
        pytest.param(
            t(0.1).item(), 0.1, "It is 0.10000000149011612, expected 0.1.", id="told apart"
        ),
        pytest.param(
            1 / 3, 0.5, "It is 0.3333333333333333, expected 0.5.", id="a float of its own"
        ),
        pytest.param(123456792.0, 0.5, "It is 123456792.0, expected 0.5.", id="whole"),
        pytest.param(1e300, 0.5, "It is 1e+300, expected 0.5.", id="too large for a float32"),
        pytest.param(inf, 0.5, "It is inf, expected 0.5.", id="infinite"),
        pytest.param([t(0.1).item()], [1], "It is [0.1], expected [1].", id="in a list"),
        pytest.param(
            t([0.1]),
            t([0.7]),
            "1 of 1 elements is wrong, at index [0]: it is 0.1, expected 0.7.",
            id="float32",
        ),
    ],
)
def test_numbers_have_as_many_digits_as_their_type(found, expected, message):
    how = {"rtol": 0.0, "atol": 0.0} if expected == 0.1 else {}
    assert told(found, expected, **how) == message


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(None, id="None"),
        pytest.param(True, id="bool"),
        pytest.param(10**300, id="long int"),
        pytest.param(nan, id="nan"),
        pytest.param(complex(nan, inf), id="complex"),
        pytest.param("텐서", id="str"),
        pytest.param([1, (2.0, {"a": t([nan])})], id="nested"),
        pytest.param({(1, 2), "a", 3.5}, id="set"),
        pytest.param(t([1]).size(), id="size"),
        pytest.param(np.dtype("f8"), id="numpy dtype"),
        pytest.param(np.float64, id="scalar type"),
        pytest.param(np.float32(1.5), id="numpy scalar"),
        pytest.param(torch.ones(3, 4).T, id="strided"),
        pytest.param(t([1 + 1j]).conj(), id="conjugate"),
        pytest.param(torch.ones(3).expand(2, 3), id="expanded"),
        pytest.param(torch.nn.Parameter(torch.ones(2)), id="parameter"),
    ],
)
def test_a_value_equals_itself(value):
    assert told(value, value) is None


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param(t(1.0), t(1.0 + 1e-6), id="float32"),
        pytest.param(t(1.0, dtype=torch.float64), t(1.0 + 5e-8, dtype=torch.float64), id="float64"),
        pytest.param(t(1.0).half(), t(1.001).half(), id="float16"),
        pytest.param(t(1.0).bfloat16(), t(1.0078125).bfloat16(), id="bfloat16"),
        pytest.param(t(1 + 1e-6j), t(1 + 0j), id="complex64"),
        pytest.param(0.1 + 0.2, 0.3, id="float"),
        pytest.param(t(-0.0), t(0.0), id="signed zero"),
        pytest.param({"a": 1, "b": 2}, {"b": 2, "a": 1}, id="dict order"),
    ],
)
def test_near_enough_by_default(found, expected):
    assert told(found, expected) is None


@pytest.mark.parametrize(
    ("found", "expected", "how", "message"),
    [
        pytest.param(t([1.0]), t([1.05]), {"rtol": 0.0, "atol": 0.1}, None, id="atol"),
        pytest.param(t([100.0]), t([101.0]), {"rtol": 0.01, "atol": 0.0}, None, id="rtol"),
        pytest.param(t([3]), t([4]), {"rtol": 0.0, "atol": 1.0}, None, id="integers within"),
        pytest.param(3, 4, {"rtol": 0.0, "atol": 1.0}, None, id="int within"),
        pytest.param(
            t(2**60 + 2),
            t(2**60),
            {"rtol": 0.0, "atol": 1.0},
            f"It is {2**60 + 2}, expected {2**60}.",
            id="integers just outside",
        ),
        pytest.param(
            t(0.1),
            t(0.1, dtype=torch.float64),
            {"rtol": 0.0, "atol": 0.0, "dtype": "any"},
            "It is 0.10000000149011612, expected 0.1.",
            id="digits that tell apart",
        ),
        pytest.param(
            t(0.1), t(0.1, dtype=torch.float64), {"dtype": "family"}, None, id="wider tolerance"
        ),
        pytest.param(
            t([1]),
            t([1.0]),
            {"dtype": "family"},
            "Its dtype is torch.int64, expected a floating-point dtype. Write numbers with a "
            "decimal point, such as 1.0, or give dtype=.",
            id="another family",
        ),
        pytest.param(t([1]), t([1.0]), {"dtype": "any"}, None, id="any dtype"),
        pytest.param((5,), torch.ones(5).size(), {"types": SIZES}, None, id="tuple for size"),
        pytest.param(
            (4,), torch.ones(5).size(), {"types": SIZES}, "It is (4,), expected (5,).", id="wrong"
        ),
        pytest.param(
            5,
            torch.ones(5).size(),
            {"types": SIZES},
            "It is the int 5, but a torch.Size or a tuple is expected. .size() or .shape, without "
            "an index, gives the whole size.",
            id="int for size",
        ),
        pytest.param([1.0], t([1.0]), {"types": ("list", "torch.Tensor")}, None, id="list too"),
        pytest.param(
            [1],
            t([1.0]),
            {"types": ("list", "torch.Tensor")},
            "Its numbers have an integer dtype, expected a floating-point dtype.",
            id="list of another family",
        ),
        pytest.param(
            [1.0, 2.0],
            t([1.0]),
            {"types": ("list", "torch.Tensor")},
            "Its shape is (2,), expected (1,).",
            id="list of another shape",
        ),
        pytest.param(
            [1.0, "2"],
            t([1.0]),
            {"types": ("list", "torch.Tensor")},
            "It is a list of 2 items, which cannot be compared with a tensor.",
            id="list of other things",
        ),
        pytest.param(
            np.ones(1, "f4"), t([1.0]), {"types": ("numpy.ndarray",)}, None, id="other library"
        ),
        pytest.param(
            np.ones(1),
            t([1.0]),
            {"types": ("numpy.ndarray",)},
            "Its dtype is float64, expected float32. NumPy's floats are float64; .float() or "
            "dtype= makes them float32.",
            id="other library and dtype",
        ),
        pytest.param(
            2, 3, {"reveal": False}, "It is 2, which is not what is expected.", id="hidden int"
        ),
        pytest.param(
            t([2.0]),
            t([3.0]),
            {"reveal": False},
            "1 of 1 elements is wrong, at index [0]: it is 2.0.",
            id="hidden element",
        ),
        pytest.param(
            [1, 2],
            [1, 3],
            {"reveal": False},
            "At index [1]: It is 2, which is not what is expected.",
            id="hidden item",
        ),
        pytest.param(
            {1},
            {2},
            {"reveal": False},
            "One of its items is not what is expected.",
            id="hidden set",
        ),
    ],
)
def test_rules_widen_or_hide(found, expected, how, message):
    assert told(found, expected, **how) == message


NUMBER = "torch.tensor(...) makes a tensor of numbers and lists."
TEXT = "That is the name of a dtype as text: leave out the quotes or str()."
SIZE = ".size() or .shape, without an index, gives the whole size."


@pytest.mark.parametrize(
    ("found", "types", "message"),
    [
        pytest.param(
            [1, 2],
            ("torch.Tensor",),
            f"It is a list of 2 items, but a tensor is expected. {NUMBER}",
            id="list for tensor",
        ),
        pytest.param(
            5,
            ("torch.Tensor",),
            f"It is the int 5, but a tensor is expected. {NUMBER}",
            id="int for tensor",
        ),
        pytest.param(
            np.ones(2),
            ("torch.Tensor",),
            "It is a NumPy array of shape (2,) and dtype float64, but a tensor is expected. "
            "torch.from_numpy(...) makes a tensor of a NumPy array.",
            id="array for tensor",
        ),
        pytest.param(
            torch.nn.Parameter(torch.ones(1)),
            ("torch.Tensor",),
            "It is a torch.nn.Parameter of shape (1,) and dtype torch.float32, but a tensor is "
            "expected. .detach() gives the plain tensor.",
            id="parameter for tensor",
        ),
        pytest.param(
            "tensor([1.])",
            ("torch.Tensor",),
            "It is the str 'tensor([1.])', but a tensor is expected. Use the tensor itself, "
            "without quotes or str().",
            id="text for tensor",
        ),
        pytest.param(
            torch.ones(2),
            ("numpy.ndarray",),
            "It is a tensor of shape (2,) and dtype torch.float32, but a NumPy array is expected. "
            ".numpy() makes a NumPy array of a tensor.",
            id="tensor for array",
        ),
        pytest.param(
            t(1),
            ("int",),
            "It is a 0-d tensor of dtype torch.int64, but an int is expected. .item() makes a "
            "Python number of it.",
            id="0-d tensor for int",
        ),
        pytest.param(
            np.float64(1),
            ("float",),
            "It is a NumPy scalar of type numpy.float64, but a float is expected. .item() makes a "
            "Python number of it.",
            id="NumPy scalar for float",
        ),
        pytest.param(
            torch.ones(3),
            ("float",),
            "It is a tensor of shape (3,) and dtype torch.float32, but a float is expected. It "
            "holds several numbers: compute or choose the one that is asked for.",
            id="tensor for float",
        ),
        pytest.param(
            True,
            ("int",),
            "It is the bool True, but an int is expected. True and False are not counted as "
            "numbers here.",
            id="bool for int",
        ),
        pytest.param(
            t(True),
            ("bool",),
            "It is a 0-d tensor of dtype torch.bool, but a bool is expected. bool(...) makes a "
            "Python bool of it.",
            id="0-d tensor for bool",
        ),
        pytest.param(
            np.array([True, False]),
            ("bool",),
            "It is a NumPy array of shape (2,) and dtype bool, but a bool is expected. .all() or "
            ".any() makes one of its elements, and bool(...) a Python bool of that.",
            id="array for bool",
        ),
        pytest.param(
            0.0,
            ("bool",),
            "It is the float 0.0, but a bool is expected. Write True or False instead of a number.",
            id="float for bool",
        ),
        pytest.param(
            t(1.0),
            ("function",),
            "It is a 0-d tensor of dtype torch.float32, but a function is expected. Name the "
            "function without calling it.",
            id="result for function",
        ),
        pytest.param(
            len,
            ("function",),
            "It is the function len itself, not its result, but a function is expected.",
            id="another kind of function",
        ),
        pytest.param(
            t([1.0]).max(dim=0),
            ("torch.Tensor",),
            "It is an object of type torch.return_types.max, but a tensor is expected. It holds "
            "several results: choose the one that is asked for by its name (such as .values) or "
            "its place (such as [0]).",
            id="several results for tensor",
        ),
        pytest.param(
            np.linalg.svd(np.eye(2)),
            ("numpy.ndarray",),
            "It is an object of type numpy.linalg._linalg.SVDResult, but a NumPy array is "
            "expected. It holds several results: choose the one that is asked for by its name "
            "(such as .values) or its place (such as [0]).",
            id="several results for array",
        ),
        pytest.param(
            "1",
            ("int",),
            "It is the str '1', but an int is expected. Write the number without quotes.",
            id="text for int",
        ),
        pytest.param(
            torch.ones(5).size(),
            ("int",),
            "It is the size (5,), but an int is expected. len(...) counts its numbers, [0] takes "
            "the first of them.",
            id="size for int",
        ),
        pytest.param(
            5,
            ("torch.Size",),
            f"It is the int 5, but a torch.Size is expected. {SIZE}",
            id="int for size",
        ),
        pytest.param(
            torch.ones(5).size,
            ("torch.Size",),
            "It is the function size itself, not its result, but a torch.Size is expected. Call "
            "it: put parentheses behind its name.",
            id="parentheses forgotten",
        ),
        pytest.param(
            "torch.float32",
            ("torch.dtype",),
            f"It is the str 'torch.float32', but a torch.dtype is expected. {TEXT}",
            id="text for dtype",
        ),
        pytest.param(
            torch.Tensor,
            ("torch.dtype",),
            "It is the type torch.Tensor, but a torch.dtype is expected. "
            "type(...) tells what the object is; .dtype tells the type of its elements.",
            id="class for dtype",
        ),
        pytest.param(
            torch.Tensor,
            ("torch.Tensor",),
            "It is the type torch.Tensor, but a tensor is expected. That is the type itself, not "
            "a value of that type.",
            id="class for tensor",
        ),
        pytest.param(
            np.float64,
            ("torch.dtype",),
            "It is the type float64, but a torch.dtype is expected. type(...) tells what the "
            "object is; .dtype tells the type of its elements.",
            id="scalar type for dtype",
        ),
        pytest.param(
            None,
            ("int", "float", "list"),
            "It is None, but an int, a float or a list is expected. A function without return "
            "gives None, and so does print(...).",
            id="None for several",
        ),
        pytest.param(
            "text",
            ("list",),
            "It is the str 'text', but a list is expected. Keep the value itself, not text about "
            "it.",
            id="text for list",
        ),
        pytest.param(
            object(),
            ("my.Type",),
            "It is an object of type object, but an object of type my.Type is expected.",
            id="unknown types",
        ),
    ],
)
def test_the_wrong_type_has_a_next_step(found, types, message):
    assert str(wrong_type(look(found), types)) == message


@pytest.mark.parametrize(
    ("found", "types"),
    [
        pytest.param(True, ("bool",), id="bool"),
        pytest.param(None, ("None",), id="None"),
        pytest.param(np.float32(1), ("float", "numpy.float32"), id="one of two"),
        pytest.param(torch.nn.Parameter(torch.ones(1)), ("torch.nn.Parameter",), id="short name"),
        pytest.param(
            torch.nn.Parameter(torch.ones(1)), ("torch.nn.parameter.Parameter",), id="long name"
        ),
        pytest.param(torch.float32, ("torch.dtype",), id="dtype"),
        pytest.param(np.float64, ("type",), id="class"),
    ],
)
def test_the_right_type_passes(found, types):
    assert wrong_type(look(found), types) is None


def test_a_list_is_no_array():
    assert str(not_an_array(look([1]))) == (
        f"It is a list of 1 item, but a tensor or a NumPy array is expected. {NUMBER}"
    )


@pytest.mark.parametrize(
    ("value", "words"),
    [
        pytest.param(np.array(1), "a 0-d NumPy array of dtype int64", id="0-d array"),
        pytest.param({"a": 1}, "a dict of 1 entry", id="dict"),
        pytest.param(np.dtype("f4"), "the dtype float32", id="numpy dtype"),
        pytest.param("x" * 200, "the str '" + "x" * 78 + "…", id="long text"),
    ],
)
def test_values_have_names(value, words):
    assert str(describe(look(value))) == words


def test_what_was_cut_has_a_name():
    words = "a value that is too large or nested too deeply to be read"
    assert str(describe(CutValue())) == words


def test_an_array_that_was_not_read_fails():
    found = look(torch.ones(2)).model_copy(update={"data": None, "unread": "too_big"})
    assert str(mismatch(found, look(torch.ones(2))).for_student) == (
        "It has more elements than the grader reads: make it as small as asked."
    )


def test_a_list_that_was_cut_fails():
    found = SequenceValue(type="list", items=(look(1),), length=2)
    assert str(mismatch(found, look([1, 2])).for_student) == (
        "It is too long to be compared: make it as long as asked."
    )


def test_a_list_with_more_items_than_its_length_is_nonsense():
    found = SequenceValue(type="list", items=(look(1), look(2)), length=1)
    with pytest.raises(WireError, match="more items than a list has"):
        mismatch(found, look([1]))


@pytest.mark.parametrize(
    "expected",
    [
        pytest.param(CutValue(), id="cut"),
        pytest.param(look(object()), id="object"),
        pytest.param(look(torch.ones(1, device="meta")), id="unread"),
        pytest.param(StrValue(text="a", length=2), id="long text"),
        pytest.param(SequenceValue(type="list", items=(), length=2), id="long list"),
        pytest.param(look([object()]), id="object inside"),
    ],
)
def test_a_reference_that_cannot_be_compared_is_our_fault(expected):
    with pytest.raises(OurError, match=r"the reference's value, .*, cannot be") as caught:
        mismatch(look([1]) if isinstance(expected, SequenceValue) else expected, expected)
    assert type(caught.value) is OurError


def test_staff_are_told_all():
    wrong = mismatch(look(t([1.0, 2.0])), look(t([1.0, 3.0])), How(reveal=False))
    assert wrong.in_full == (
        "1 of 2 elements is wrong, at index [1]: it is 2.0, expected 3.0. "
        "The greatest difference is 1, allowed is 1e-05 + 1.3e-06 * |expected|. "
        "Found a tensor of shape (2,) and dtype torch.float32: [1.0, 2.0]. "
        "Expected a tensor of shape (2,) and dtype torch.float32: [1.0, 3.0]."
    )


def test_tolerances_come_together():
    with pytest.raises(ValidationError, match="rtol and atol are given together, or not at all"):
        How(rtol=0.1)
