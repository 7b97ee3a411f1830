"""Checks of the text alone: what they find, what they say, what they leave in peace."""

from textwrap import dedent

import pytest
from pydantic import ValidationError

from grader.checkers import checker_named
from grader.model.submission import Cell, Program

WITHOUT = " Solve this exercise without it."
ARRAYS = (
    " Solve this exercise without a loop: operations on whole arrays, such as a + b, "
    "a.sum(axis=...) or a[mask], work on all elements at once."
)


def program(*cells, kind="module"):
    made = (Cell(number=number, source=dedent(text)) for number, text in enumerate(cells, 1))
    return Program(kind=kind, name="p.py", cells=tuple(made))


def judged(check, source, **rules):
    checker = checker_named(check)
    given = source if isinstance(source, Program) else program(source)
    return checker.judge(given, checker.Rules.model_validate(rules))


def told(check, source, **rules):
    word = judged(check, source, **rules)
    assert (word.status == "passed") == (word.message is None)
    return None if word.message is None else str(word.message)


@pytest.mark.parametrize(
    ("name", "source"),
    [
        pytest.param("torch.mean", "import torch\ny = torch.mean(x)", id="in full"),
        pytest.param("torch.mean", "import torch as t\ny = t.mean(x)", id="import as"),
        pytest.param("torch.mean", "from torch import mean as m\ny = m(x)", id="from import"),
        pytest.param("torch.mean", "from torch import *\ny = mean(x)", id="star"),
        pytest.param("torch.mean", "import torch\ny = getattr(torch, 'mean')(x)", id="getattr"),
        pytest.param("torch.mean", "import torch\nm = torch.mean\ny = m(x)", id="assigned"),
        pytest.param("torch.mean", "import torch\ny = torch.__dict__['mean'](x)", id="dict"),
        pytest.param("torch.mean", "import torch\ny = map(torch.mean, x)", id="not called"),
        pytest.param(
            "torch.mean", "from torch import mean\nmean = mean(x)", id="name of its result"
        ),
        pytest.param("np.linalg.inv", "from numpy import linalg as L\ny = L.inv(x)", id="linalg"),
        pytest.param("numpy.linalg", "import numpy as q\ny = q.linalg.inv(x)", id="all of linalg"),
        pytest.param("numpy", "import numpy as q", id="a module"),
        pytest.param("F.relu", "import torch.nn.functional as G\ny = G.relu(x)", id="functional"),
        pytest.param(".mean", "y = x.mean()", id="method"),
        pytest.param("Tensor.mean", "y = x[0].mean()", id="method of Tensor"),
        pytest.param("Tensor.mean", "import torch\ny = torch.Tensor.mean(x)", id="unbound"),
        pytest.param("Tensor.mean", "y = getattr(x, 'me' + 'an')()", id="getattr of an object"),
        pytest.param("@", "y = a @ b", id="operator"),
        pytest.param("@", "a @= b", id="operator in place"),
        pytest.param("not", "a = not b", id="not"),
        pytest.param("==", "a = b == c", id="comparison"),
        pytest.param("for", "y = [x for x in a]", id="for in a comprehension"),
        pytest.param("if", "y = 1 if a else 2", id="if"),
        pytest.param("lambda", "y = lambda: 1", id="lambda"),
        pytest.param("sum", "y = sum(a)", id="builtin"),
        pytest.param("sum", "sum = sum(a)", id="builtin shadowed by its result"),
        pytest.param("helper", "def helper(): ...\ny = helper()", id="a function of its own"),
    ],
)
def test_forbidden_finds(name, source):
    line = source.count("\n") + 1
    if "m = torch.mean" in source:
        line = 2
    if "from torch import mean" in source:
        line = 1
    assert told("forbidden", source, names=(name,)) == f"`{name}` is used at line {line}.{WITHOUT}"


@pytest.mark.parametrize(
    ("name", "source"),
    [
        pytest.param("torch.mean", "import torch\ny = torch.sum(x)", id="another function"),
        pytest.param("torch.mean", "import numpy as np\ny = np.mean(x)", id="another library"),
        pytest.param("torch.mean", "y = x.mean()", id="a method"),
        pytest.param("Tensor.mean", "import torch\ny = torch.mean(x)", id="a function"),
        pytest.param("torch.mean", "# torch.mean\ny = 'torch.mean(x)'", id="comment and text"),
        pytest.param("sum", "sum = 0\nsum += 1\ny = sum", id="a variable called sum"),
        pytest.param("max", "def f(max): return max(1)", id="a parameter called max"),
        pytest.param("sum", "import torch\ny = torch.sum(x)", id="torch's sum"),
        pytest.param("sum", "from torch import sum\ny = sum(x)", id="torch's sum imported"),
        pytest.param("helper", "y = x.helper", id="an attribute"),
        pytest.param("list", "x: list[int] = a\ndef f(x: list) -> list: return x", id="hints"),
        pytest.param("-", "y = a + b", id="another operator"),
    ],
)
def test_forbidden_leaves_in_peace(name, source):
    assert told("forbidden", source, names=(name,)) is None


PARTS = """
import torch

def helper(x):
    return torch.mean(x)

def f(x):
    return helper(x)

def g(x):
    return x + 1

class Net:
    def forward(self, x):
        return self.step(x)
    def step(self, x):
        return torch.mean(x)
    def other(self, x):
        return x @ x

y = f(x)
z = x + 1
"""


@pytest.mark.parametrize(
    ("within", "line"),
    [
        pytest.param("f", 5, id="in what it calls"),
        pytest.param("g", None, id="another function"),
        pytest.param("Net.forward", 17, id="in a method that it calls"),
        pytest.param("Net.other", None, id="another method"),
        pytest.param("Net", 17, id="a class"),
        pytest.param("y", 5, id="what a variable is made with"),
        pytest.param("z", None, id="another variable"),
    ],
)
def test_within_one_function(within, line):
    found = told("forbidden", PARTS, names=("torch.mean",), within=within)
    assert found == (None if line is None else f"`torch.mean` is used at line {line}.{WITHOUT}")


def test_within_nothing():
    word = judged("forbidden", PARTS, names=("@",), within="h")
    assert word.status == "not_attempted"
    assert str(word.message) == "There is no `h`. Give your answer exactly that name."


def test_the_last_definition_counts():
    again = "def f(x):\n    return x @ x\ndef f(x):\n    return x"
    assert told("forbidden", again, names=("@",), within="f") is None
    either = "def f(x):\n    return x\nif a:\n    def f(x):\n        return x @ x"
    assert told("forbidden", either, names=("@",), within="f") == f"`@` is used at line 5.{WITHOUT}"


def test_cells_have_their_numbers_and_magics():
    notebook = program(
        "%matplotlib inline\n!pip install x\nimport torch as t",
        "%%time\ny = t.mean(x)",
        "(",
        kind="notebook",
    )
    assert told("forbidden", notebook, names=("torch.mean",)) == (
        f"`torch.mean` is used at cell 2, line 2.{WITHOUT}"
    )


def test_magics_in_a_module():
    assert told("forbidden", "%matplotlib inline\ny = a @ b", names=("@",)) == (
        f"`@` is used at line 2.{WITHOUT}"
    )


@pytest.mark.parametrize("check", ["forbidden", "required"])
def test_what_cannot_be_read(check):
    word = judged(check, "y = (", names=("@",))
    assert word.status == "error"
    assert str(word.message) == "The program cannot be read: Python does not accept it."


def test_staff_read_of_every_place():
    word = judged("forbidden", "a @ b\nfor x in a: pass", names=("@", "for"))
    assert word.staff_note == "@: line 1; for: line 2"


@pytest.mark.parametrize("name", ["", "a b", "a.", "1a", "=>", "torch.mean()"])
def test_what_is_no_name(name):
    with pytest.raises(ValidationError, match="neither a name, nor an operator, nor a keyword"):
        judged("forbidden", "", names=(name,))


@pytest.mark.parametrize(
    ("source", "rules", "message"),
    [
        pytest.param("y = a @ b", {"names": ("@",)}, None, id="used"),
        pytest.param(
            "y = a",
            {"names": ("@",)},
            "This is not used: the operator @. This exercise asks for it.",
            id="missing",
        ),
        pytest.param(
            "import torch\ndef f(): ...\ntorch.mean(x)",
            {"names": ("torch.mean",), "within": "f"},
            "This is not used: torch.mean. This exercise asks for it in `f`.",
            id="elsewhere",
        ),
        pytest.param(
            "y = a @ b",
            {"names": ("@", ".matmul"), "how_many": "any"},
            None,
            id="one of several",
        ),
        pytest.param(
            "y = a",
            {"names": ("@", ".matmul"), "how_many": "any"},
            "None of these is used: the operator @, the method .matmul(...). This exercise asks "
            "for it.",
            id="none of several",
        ),
        pytest.param(
            "y = a @ b",
            {"names": ("@", ".matmul")},
            "This is not used: the method .matmul(...). This exercise asks for it.",
            id="not all",
        ),
        pytest.param(
            "y = a",
            {"names": ("Tensor.dot",)},
            "This is not used: the method .dot(...). This exercise asks for it.",
            id="method of a type",
        ),
        pytest.param(
            "y = a",
            {"names": ("with",)},
            "This is not used: the construct with. This exercise asks for it.",
            id="construct",
        ),
    ],
)
def test_required(source, rules, message):
    assert told("required", source, **rules) == message


@pytest.mark.parametrize(
    ("source", "what"),
    [
        pytest.param("for x in a: pass", "There is a `for` loop at line 1.", id="for"),
        pytest.param("while a: pass", "There is a `while` loop at line 1.", id="while"),
        pytest.param(
            "y = [x for x in a]", "The comprehension at line 1 is a loop.", id="list comprehension"
        ),
        pytest.param("y = {x: 1 for x in a}", "The comprehension at line 1 is a loop.", id="dict"),
        pytest.param(
            "y = max(x for x in a)", "The generator expression at line 1 is a loop.", id="generator"
        ),
        pytest.param(
            "y = sum(a)",
            "Python's own `sum` at line 1 adds element by element, which is a loop.",
            id="sum",
        ),
        *(
            pytest.param(
                source,
                f"`{kind}` at line {source.count('import') + 1} calls a function for each element, "
                "which is a loop.",
                id=source.rpartition("\n")[2],
            )
            for kind, source in (
                ("map", "y = map(f, a)"),
                ("map", "m = map\ny = m(f, a)"),
                ("filter", "y = filter(f, a)"),
                ("reduce", "import functools as u\ny = u.reduce(f, a)"),
                ("vectorize", "import numpy as np\ny = np.vectorize(f)(a)"),
                ("vectorize", "import numpy as np\ny = np.frompyfunc(f, 1, 1)(a)"),
                ("apply_along_axis", "import numpy as np\ny = np.apply_along_axis(f, 0, a)"),
                ("apply_along_axis", "y = a.apply_(f)"),
                ("fromiter", "import numpy as np\ny = np.fromiter(a, float)"),
                ("vmap", "import torch\ny = torch.vmap(f)(a)"),
            )
        ),
        pytest.param(
            "def f(n):\n    return f(n - 1)",
            "The function at line 1 calls itself, which is a loop.",
            id="recursion",
        ),
        pytest.param(
            "def f(n):\n    return g(n - 1)\ndef g(n):\n    return f(n)",
            "The function at line 1 calls itself, which is a loop.",
            id="mutual recursion",
        ),
        pytest.param(
            "def f(n):\n    def g(n):\n        return g(n - 1)\n    return g(n)",
            "The function at line 2 calls itself, which is a loop.",
            id="recursion inside",
        ),
        pytest.param(
            "f = lambda n: f(n - 1)",
            "The function at line 1 calls itself, which is a loop.",
            id="recursive lambda",
        ),
    ],
)
def test_no_loops_finds(source, what):
    assert told("no_loops", source) == what + ARRAYS


def test_no_loops_in_a_helper():
    source = "def h(a):\n    for x in a: pass\ndef f(a):\n    return h(a)\ndef g(a):\n    return a"
    assert told("no_loops", source, within="f") == f"There is a `for` loop at line 2.{ARRAYS}"
    assert told("no_loops", source, within="g") is None
    assert told("no_loops", source, within="f", allow=("for",)) is None


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("y = a.sum() + b", id="arrays"),
        pytest.param("import torch\ny = torch.sum(a)", id="torch's sum"),
        pytest.param(
            "class Net(M):\n    def __init__(self):\n        super(Net, self).__init__()",
            id="a class that names itself",
        ),
        pytest.param("def f(a):\n    return a\ny = f(f(a))", id="called twice"),
    ],
)
def test_no_loops_leaves_in_peace(source):
    assert told("no_loops", source) is None


BODY = """
def f(x):
    "Doc."
    a = b = x[0]
    c, d = x[1, 2], x.shape[0]
    a += 1
    for i in range(2): pass
    return g(a)

def g(a):
    e: int = a[1:]
    return e
"""


@pytest.mark.parametrize(
    ("of", "most", "message"),
    [
        pytest.param(
            "assignments",
            6,
            "`f` makes 7 assignments, but at most 6 may be made. The first one too many is at "
            "line 11.",
            id="assignments",
        ),
        pytest.param(
            "subscripts",
            1,
            "`f` indexes 3 times ([...]), but at most 1 is allowed. The first one too many is at "
            "line 5.",
            id="subscripts",
        ),
        pytest.param(
            "calls",
            1,
            "`f` makes 2 calls, but at most 1 may be made. The first one too many is at line 8.",
            id="calls",
        ),
        pytest.param(
            "statements",
            6,
            "`f` has 7 statements, but at most 6 may be there. The first one too many is at "
            "line 12.",
            id="statements",
        ),
    ],
)
def test_statements(of, most, message):
    assert told("statements", BODY, of=of, most=most, within="f") == message
    assert told("statements", BODY, of=of, most=most + 2, within="f") is None


@pytest.mark.parametrize(
    ("line", "count"),
    [
        pytest.param("x.fill_(1)", 1, id="in place"),
        pytest.param("x[0].zero_().add_(1)", 2, id="two in place"),
        pytest.param("torch.nn.init.ones_(x)", 1, id="a function"),
        pytest.param("x.fill(1)", 1, id="NumPy's"),
        pytest.param("np.copyto(x, 1)", 1, id="a function of NumPy's"),
        pytest.param("np.add(x, 1, out=x)", 1, id="out"),
        pytest.param("x.requires_grad_()", 0, id="no elements"),
        pytest.param("x.__len__()", 0, id="a special method"),
        pytest.param("x.add(1)", 0, id="a new one"),
    ],
)
def test_calls_that_write_are_assignments(line, count):
    source = f"def f(x):\n    {line}\n"
    assert told("statements", source, of="assignments", most=count, within="f") is None
    if count:
        assert told("statements", source, of="assignments", most=count - 1, within="f")


@pytest.mark.parametrize(
    ("of", "message"),
    [
        ("assignments", "`f` makes 1 assignment, but at most 0 may be made."),
        ("subscripts", "`f` indexes 1 time ([...]), but at most 0 is allowed."),
        ("calls", "`f` makes 1 call, but at most 0 may be made."),
        ("statements", "`f` has 1 statement, but at most 0 may be there."),
    ],
)
def test_one_is_said_as_one(of, message):
    source = "def f(a):\n    b = c(a[0])"
    said = told("statements", source, of=of, most=0, within="f")
    assert said == f"{message} The first one too many is at line 2."


def test_one_line_with_semicolons():
    source = "def f(a):\n    b = a[0]; return b"
    assert "has 2 statements" in told("statements", source, of="statements", most=1, within="f")
