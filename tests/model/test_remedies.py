"""The advice behind an exception, held against the texts of the versions that are installed."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from grader.model.exceptions import advised, raised
from grader.model.remedies import REMEDIES, remedy
from grader.model.run import Place, Raised

INDEX = "Indices count from 0, so the last one is the size minus 1; -1 is the last one too."
BROADCAST = (
    "Shapes are compared from the right, and two sizes fit if they are equal or one of them is 1: "
    "print the .shape of both; .reshape(...) or [:, None] adds a dimension."
)
PRODUCT = (
    "In a product with @, the left one has as many columns as the right one has rows: print the "
    ".shape of both; .T turns a matrix round, * multiplies element by element."
)
TRUTH = (
    "Comparing whole tensors or arrays gives a True or False for each element: .all() or .any() "
    "makes one of them; & and | join them instead of `and` and `or`."
)
NONE = (
    "Something is None here: a function without return gives None, so do print(...) and "
    "list.append(...), and so is .grad before .backward()."
)
ONE = "Only one element makes one number: choose it by its index, or use .sum() or .mean()."
CUT_OFF = (
    "It was not computed from a tensor with requires_grad=True, or .detach(), .item() or "
    "torch.no_grad() cut it off on the way."
)
LEAF = (
    "A tensor made with requires_grad=True is changed in place only inside `with torch.no_grad():`;"
    " elsewhere make a new one, as in y = x + 1."
)
SIZES = "The new sizes multiplied must give the number of elements; one of them may be -1."
STACK = (
    "What is stacked must have one shape; what is concatenated, equal sizes along every other "
    "dimension: print the .shape of each."
)
WHOLE = "It holds whole numbers: .float() makes floating-point numbers of them."
KEEPS = (
    "A change in place keeps the dtype, and whole numbers cannot hold this result: make a new one, "
    "as in y = x + 0.5."
)
MASK = "A mask must be as long as what it chooses from: print the .shape of both."
DIMENSIONS = "Dimensions count from 0, so those of a matrix are 0 and 1; -1 is the last one."
FEWER = "It has fewer dimensions than there are indices: print its .shape."
KINDS = (
    "torch.dot is for two vectors, torch.mm for two matrices, torch.bmm for two batches of "
    "matrices; @ takes them all."
)
WHOLE_INDICES = "Indices are whole numbers (.long() makes them), or a mask that a comparison gives."
CALLED = (
    "Parentheses behind a name call a function; elements are chosen with [...]. Or has a variable "
    "taken the name of a function?"
)
TENSORS = (
    "torch's functions take tensors: torch.tensor(...) makes one of numbers or lists, "
    "torch.from_numpy(...) one of a NumPy array."
)
ONE_ARGUMENT = "A shape is one argument, and so are numbers: np.ones((2, 3)), np.array([1, 2])."
SINGLE = "It is a single number without dimensions: .item() gives it, and no index is needed."
SQUARE = "Only a matrix with as many rows as columns has that: print its .shape."
SINGULAR = "A matrix whose determinant is 0 has no inverse. Is it the right matrix?"
FLOATS = "Only floating-point numbers have gradients: write 1.0 instead of 1."
AN_ARRAY = "It is a NumPy array: .copy() copies it, torch.from_numpy(...) makes a tensor of it."
A_LIST = "It is a list: torch.tensor(...) makes a tensor of it, np.array(...) a NumPy array."
OWN = "A tensor's own methods are .clone() for a copy and .to(dtype) for another dtype."
ROWS = "Every row needs as many numbers as the others."

REAL = [
    ("if x > 0: pass", TRUTH),
    ("if torch.ones(0): pass", TRUTH),
    ("if a > 0: pass", TRUTH),
    (
        "with torch.no_grad: pass",
        "Write the parentheses that call it, as in `with torch.no_grad():`.",
    ),
    ("[1][3]", INDEX),
    ("(1,)[3]", INDEX),
    ("'a'[3]", INDEX),
    ("[1][3:] or [1].__setitem__(3, 1)", INDEX),
    ("x[5]", INDEX),
    ("a[0, 9]", INDEX),
    ("x[0, 0, 0]", FEWER),
    ("a[0, 0, 0]", FEWER),
    ("torch.tensor(3)[0]", SINGLE),
    ("np.float64(1)[0]", SINGLE),
    ("x[torch.ones(2)]", WHOLE_INDICES),
    ("x[1.5]", WHOLE_INDICES),
    ("a[1.5]", WHOLE_INDICES),
    ("x[torch.tensor([True, False, True])]", MASK),
    ("a[np.array([True, False, True])]", MASK),
    ("x.sum(dim=2)", DIMENSIONS),
    ("a.sum(axis=2)", DIMENSIONS),
    ("x + torch.ones(4)", BROADCAST),
    ("a + np.ones(4)", BROADCAST),
    ("x.add_(torch.ones(5, 2, 3))", BROADCAST),
    ("x.expand(4, 3)", BROADCAST),
    ("x[:] = torch.ones(4)", BROADCAST),
    ("a[:] = np.ones(4)", BROADCAST),
    ("x[torch.tensor([0, 1])] = torch.ones(4)", BROADCAST),
    ("x @ x", PRODUCT),
    ("a @ a", PRODUCT),
    ("a.dot(a)", PRODUCT),
    ("x @ torch.ones(4)", PRODUCT),
    ("torch.dot(torch.ones(2), torch.ones(3))", PRODUCT),
    ("torch.bmm(torch.ones(1, 2, 3), torch.ones(1, 2, 3))", PRODUCT),
    ("torch.dot(x, x)", KINDS),
    ("torch.mm(x, torch.ones(3))", KINDS),
    ("torch.bmm(x, x)", KINDS),
    ("x.reshape(4, 2)", SIZES),
    ("a.reshape(4, 2)", SIZES),
    ("x.t().view(6)", "Use .reshape(...), which copies where a view is not possible."),
    ("torch.stack([torch.ones(2), torch.ones(3)])", STACK),
    ("torch.cat([torch.ones(2, 2), torch.ones(2, 3)])", STACK),
    ("np.stack([np.ones(2), np.ones(3)])", STACK),
    ("np.concatenate([np.ones((2, 2)), np.ones((2, 3))])", STACK),
    ("torch.tensor([[1, 2], [3]])", ROWS),
    ("np.array([[1, 2], [3]])", ROWS),
    ("torch.linalg.inv(x)", SQUARE),
    ("np.linalg.inv(a)", SQUARE),
    ("torch.linalg.inv(torch.zeros(2, 2))", SINGULAR),
    ("np.linalg.inv(np.zeros((2, 2)))", SINGULAR),
    ("w.numpy()", "It carries gradients: .detach().numpy() gives its numbers without them."),
    ("w.add_(1)", LEAF),
    ("w[0] = 3", LEAF),
    (
        "s = (w * w).sum(); s.backward(); s.backward()",
        "A backward pass frees what it used: compute the result anew before each .backward(), or "
        "give retain_graph=True to the first.",
    ),
    ("x.sum().backward()", CUT_OFF),
    ("torch.autograd.grad((w * 2).sum(), x)", CUT_OFF),
    (
        "(w * 2).backward()",
        "Make one number of it first, with .sum() or .mean(), and call .backward() on that.",
    ),
    (
        "z = w.exp(); z += 1; z.sum().backward()",
        "Something that the gradient needs was changed in place: write x = x + 1, not x += 1.",
    ),
    ("torch.ones(2, dtype=torch.int64, requires_grad=True)", FLOATS),
    ("torch.arange(3).requires_grad_()", FLOATS),
    ("x.item()", ONE),
    ("float(x)", ONE),
    ("a.item()", ONE),
    ("float(a)", ONE),
    (
        "x @ torch.ones(3, dtype=torch.float64)",
        "Both need one dtype: .float() makes float32 of a tensor, .to(x.dtype) that of x.",
    ),
    (
        "x @ torch.ones(3, 1, dtype=torch.float64)",
        "Both need one dtype: .float() makes float32 of a tensor, .to(x.dtype) that of x.",
    ),
    ("torch.arange(3).mean()", WHOLE),
    ("torch.linalg.det(torch.ones(2, 2, dtype=torch.int64))", WHOLE),
    ("i = torch.arange(3); i += 0.5", KEEPS),
    ("i = np.arange(3); i += 0.5", KEEPS),
    (
        "a.flags.writeable = False; a[0] = 1",
        "It may not be written to: work on a copy, which .copy() makes.",
    ),
    (
        "torch.from_numpy([1, 2])",
        "torch.from_numpy(...) takes NumPy arrays; torch.tensor(...) takes lists and numbers.",
    ),
    ("torch.sqrt(2)", TENSORS),
    ("torch.dot([1], [2])", TENSORS),
    ("np.ones(2, 3)", ONE_ARGUMENT),
    ("np.array(1, 2)", ONE_ARGUMENT),
    ("torch.tensor(1, 2)", "Put the numbers in square brackets: torch.tensor([1, 2])."),
    ("np.random.rand((2, 3))", "Here each size is an argument of its own: np.random.rand(2, 3)."),
    ("x.shape()", "Leave out the parentheses: .shape is no function (.size() is one)."),
    ("x(0)", CALLED),
    ("a(0)", CALLED),
    ("[1](0)", CALLED),
    ("None + 1", NONE),
    ("1 + None", NONE),
    ("w.grad.zero_()", NONE),
    ("None[0]", NONE),
    ("for i in None: pass", NONE),
    (
        "def f(n): return f(n - 1)\nf(1)",
        "The function calls itself without end: let it return a value for the last case.",
    ),
    ("x.max(dim=0).shape", "It holds .values and .indices: choose the one that you need."),
    ("x.copy()", OWN),
    ("x.astype('f')", OWN),
    ("a.clone()", AN_ARRAY),
    ("a.backward()", AN_ARRAY),
    ("[1].shape", A_LIST),
]


@pytest.mark.parametrize(("source", "advice"), REAL, ids=[source for source, _ in REAL])
@pytest.mark.filterwarnings("ignore::SyntaxWarning")
def test_what_the_installed_versions_raise_is_known(source, advice):
    values = {
        "torch": torch,
        "np": np,
        "x": torch.ones(2, 3),
        "a": np.ones((2, 3)),
        "w": torch.ones(2, requires_grad=True),
    }
    with pytest.raises(Exception) as caught:  # noqa: PT011 - any of them, by its text
        exec(source, values)
    assert str(remedy(str(caught.value))) == advice


NO_GPU = "There is no GPU here: leave the tensors on the device cpu."


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Torch not compiled with CUDA enabled", id="built without"),
        pytest.param("Found no NVIDIA driver on your system.", id="no driver"),
        pytest.param("No CUDA GPUs are available", id="no card"),
    ],
)
def test_a_missing_gpu_is_known(text):
    assert str(remedy(text)) == NO_GPU


def test_every_advice_is_tested():
    assert {str(advice) for _, advice in REMEDIES} == {*(each for _, each in REAL), NO_GPU}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("division by zero", id="clear by itself"),
        pytest.param("my own words", id="the student's own"),
    ],
)
def test_what_is_not_known_gets_no_advice(text):
    assert remedy(text) is None


@pytest.mark.parametrize(
    ("error", "message"),
    [
        pytest.param(
            Raised(type="IndexError", text="list index out of range", place=Place(line=3)),
            f"line 3: IndexError: list index out of range. {INDEX}",
            id="place and advice",
        ),
        pytest.param(
            Raised(
                type="RuntimeError", text="grad can be implicitly created only for scalar outputs."
            ),
            "RuntimeError: grad can be implicitly created only for scalar outputs. Make one number "
            "of it first, with .sum() or .mean(), and call .backward() on that.",
            id="one full stop",
        ),
        pytest.param(
            Raised(
                type="AttributeError",
                text="'Tensor' object has no attribute 'copy'. Did you mean: 'copy_'?",
            ),
            f"AttributeError: 'Tensor' object has no attribute 'copy'. {OWN}",
            id="better than the nearest name",
        ),
        pytest.param(
            Raised(type="ZeroDivisionError", text="division by zero"),
            "ZeroDivisionError: division by zero",
            id="no advice",
        ),
        pytest.param(Raised(type="AssertionError", text=""), "AssertionError", id="no text"),
        pytest.param(
            Raised(type="MemoryError", text=""),
            "MemoryError. That is more memory than a program may use here. Is a size larger than "
            "it should be?",
            id="memory",
        ),
    ],
)
def test_an_exception_in_words(error, message):
    assert str(raised(error)) == message


def test_a_text_alone():
    assert str(advised("IndexError: list index out of range")) == (
        f"IndexError: list index out of range. {INDEX}"
    )
    assert str(advised("odd")) == "odd"
