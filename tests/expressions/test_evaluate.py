"""The language of expressions: what it computes, what it refuses, and that nothing else happens."""

import contextlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from grader.compare import Tolerance
from grader.errors import ExpressionError
from grader.expressions import evaluate, truth
from grader.expressions.functions import FUNCTIONS, TOLERANT

X = np.arange(6.0).reshape(2, 3)
SQUARE = np.array([[2.0, 1.0], [1.0, 3.0]])
COLUMN, ROW = np.zeros((4_000_000, 1), "i1"), np.zeros((1, 4_000_000), "i1")
VALUES = {
    "x": X,
    "a": SQUARE,
    "n": 5,
    "f": 0.5,
    "t": (2, 3),
    "word": "yes",
    "nothing": None,
    "z": np.array([1 + 2j]),
    "column": COLUMN,
    "row": ROW,
    "picks": np.zeros(4_000_000, int),
    "wide": np.zeros((2, 4_000_000), "i1"),
    "big": np.zeros((3000, 1000)),
    "half": np.float16(2),
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x[1, 1:]", [4, 5]),
        ("x[[0, 1], [1, 2]]", [1, 5]),
        ("x[x > 3]", [4, 5]),
        ("x[..., None].shape == (2, 3, 1)", True),
        ("x[-1][::-1]", [5, 4, 3]),
        ("x.T @ x", X.T @ X),
        ("-x + 2 * x ** 2 // 3 % 2 - +x / 4", -X + 2 * X**2 // 3 % 2 - X / 4),
        ("(x > 1) & ~(x > 3) | (x == 0)", (X > 1) & ~(X > 3) | (X == 0)),
        ("x.shape == t and not n == 4", True),
        ("x.shape[0], x.ndim, x.size", [2, 2, 6]),
        ("0 <= min(x) < 1 < n", True),
        ("word == 'yes' or nothing == None", True),
        ("2 ** 100 - 2 ** 100 + n", 5),
        ("norm(x, axis=1)", np.linalg.norm(X, axis=1)),
        ("norm(a, ord='nuc')", np.linalg.norm(SQUARE, "nuc")),
        ("inv(a) @ a", np.eye(2)),
        ("solve(a, [1, 2])", np.linalg.solve(SQUARE, [1, 2])),
        ("eigvals(a)", np.linalg.eigvals(SQUARE)),
        ("svdvals(x)", np.linalg.svd(X, compute_uv=False)),
        ("rank(x), trace(a), det(a)", [2, 5, 5]),
        ("det(half * eye(2))", 4),
        ("diag([1, 2], k=1)", np.diag([1, 2], 1)),
        ("concatenate([x, x], axis=1)", np.concatenate([X, X], 1)),
        ("stack((x[0], x[1]))", X),
        ("where(x > 2, x, 0)", np.where(X > 2, X, 0)),
        ("clip(x, 1, 4)", np.clip(X, 1, 4)),
        ("arange(3)", [0, 1, 2]),
        ("arange(1, 7, 2)", [1, 3, 5]),
        ("linspace(0, 1, 3)", [0, 0.5, 1]),
        ("zeros((2, 1)) + ones(1) + eye(2, 1)", [[2], [1]]),
        ("std(x, axis=0, ddof=1)", np.std(X, axis=0, ddof=1)),
        ("sum(x, axis=0, keepdims=True)", X.sum(0, keepdims=True)),
        ("outer([1, 2], [3, 4])", [[3, 4], [6, 8]]),
        ("cross([1, 0, 0], [0, 1, 0])", [0, 0, 1]),
        ("dot(2, x) + dot(x, [1, 1, 1])[0] - dot(x, [1, 1, 1])[0]", 2 * X),
        ("reshape(x, (3, -1))", X.reshape(3, 2)),
        ("swapaxes(x, 0, 1)", X.T),
        ("transpose(x, (1, 0))", X.T),
        ("sort(-x, axis=1)", np.sort(-X, 1)),
        ("maximum(x, 2)", np.maximum(X, 2)),
        ("z.real + z.imag + abs(1j)", [4]),
        ("len(x) + len(t) + len('abc')", 7),
        ("cos(pi) + e ** 0 + isnan(nan) + isinf(inf)", 2),
    ],
)
def test_it_computes(text, expected):
    assert_allclose(np.asarray(evaluate(text, VALUES)), expected, atol=1e-12)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("(", "it is not an expression: '(' was never closed"),
        ("x = 1", "it is not an expression: invalid syntax"),
        ("+" * 100 + "x", "it is nested too deeply"),
        ("x" * 2001, "it is longer than 2000 characters"),
        ("lambda: 1", "Lambda is not allowed in an expression"),
        ("[i for i in x]", "ListComp is not allowed in an expression"),
        ("x if x else 1", "IfExp is not allowed in an expression"),
        ("x is None", "Is is not allowed in an expression"),
        ("b'a'", "bytes is not allowed in an expression"),
        ("f'{x}'", "JoinedStr is not allowed in an expression"),
        (
            "x.__class__",
            "the attribute .__class__ is not allowed; these are: .T, .shape, .ndim, .size, .real, "
            ".imag",
        ),
        ("x.sum()", "functions are called by their bare names: norm(x), not np.linalg.norm(x)"),
        ("all_close(x, x)", "there is no function `all_close` (did you mean `allclose`?)"),
        ("norm(*x)", "arguments are written out, without * and **"),
        ("inv(x, x)", "inv() takes 1 to 1 arguments here, and 2 are given"),
        ("sum(x, out=x)", "sum() has no keyword `out` here; it has axis, keepdims"),
        ("inv(x, k=1)", "inv() has no keyword `k` here; it has none"),
        ("allclose(x, x, rtol=1)", "rtol and atol are given together, or not at all"),
        ("y", "there is no value called `y`"),
        ("word * 3", "the text “yes” is not a number"),
        ("nothing + 1", "None is not a number"),
        ("t[f]", "0.5 is not a whole number"),
        ("x[9]", "index 9 is out of bounds for axis 0 with size 2"),
        ("1 / 0", "division by zero"),
        ("inv(zeros((2, 2)))", "Singular matrix"),
        ("mean(x[:0])", "an array is empty"),
        ("std(n, ddof=1)", "an array has too few elements"),
        ("isclose(x, x.T)", "the shapes (2, 3) and (3, 2) differ"),
        ("[1, [2]] + 0", "the parts of a list differ in shape"),
        ("arange(x)", "a real number is needed"),
        ("stack(n)", "a tuple of arrays is needed"),
        ("zeros(" + "(" + "1," * 20 + ")" + ")", "an array has more than 16 dimensions"),
        ("not x", "it gives a value that is neither true nor false"),
        ("x > 1 and x > 2", "it gives an array of bools; put all(...) or any(...) around it"),
    ],
)
def test_it_refuses(text, message):
    with pytest.raises(ExpressionError) as caught:
        evaluate(text, VALUES)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    "text",
    [
        "2 ** 100000",
        "n ** n ** n ** n",
        "(2 ** 4000) ** 2",
        "1" + "0" * 1990,
        "column + row",
        "column == row",
        "maximum(column, row)",
        "where(column, row, 0)",
        "column @ row",
        "outer(column, row)",
        "wide[picks]",
        "wide[[True, True], :][picks]",
        "zeros(10 ** 9)",
        "eye(10 ** 5)",
        "linspace(0, 1, 10 ** 9)",
        "arange(10 ** 12)",
        "diag(column[:, 0])",
        "concatenate([wide, wide])",
        "inv(big)",
        "norm(big, ord=2)",
        "big @ big.T @ big",
    ],
)
def test_nothing_large_is_begun(text):
    with pytest.raises(ExpressionError, match="too"):
        evaluate(text, VALUES)


def test_the_tolerance_is_the_widest_that_is_given_or_that_of_the_dtypes():
    values = {"one": np.float64(1), "near": np.float64(1 + 1e-6)}
    assert evaluate("allclose(one, near)", values) is False
    assert evaluate("allclose(one, near)", values, tolerance=Tolerance(1e-5, 0)) is True
    assert evaluate("allclose(one, near, rtol=0, atol=1e-5)", values) is True
    assert evaluate("allclose(one, [1, 1])", values) is True


def test_closeness_broadcasts_nothing_but_a_number():
    assert evaluate("allclose(x[:1], x)", {"x": np.ones((2, 2))}) is False
    assert evaluate("array_equal(x[:1], x)", {"x": np.ones((2, 2))}) is False
    assert evaluate("allclose(x, 1)", {"x": np.ones((2, 2))}) is True
    assert evaluate("allclose(x, x)", {"x": np.array([True])}) is True


@pytest.mark.parametrize("value", [True, np.True_, np.array(True)])
def test_truth(value):
    assert truth(value) is True


words = st.sampled_from(
    [*FUNCTIONS, *TOLERANT, *VALUES, *"0123()[]{},.:+-*/@%&|~<>=! '", "**", "==", " and ", " not "]
)


@given(st.lists(words, max_size=14).map("".join))
def test_any_text_has_a_value_or_a_reason(text):
    with contextlib.suppress(ExpressionError):
        evaluate(text, {"x": X, "n": 5, "a": SQUARE})
