"""Which part of a program an answer is made of; and that no text whatever breaks the reading."""

import ast
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.checkers import checker_named
from grader.model.submission import Cell, Program
from grader.model.verdict import Verdict
from grader.syntax.scopes import functions_of, recursive, scope_of, whole
from grader.syntax.trees import readable_trees

CHECKS = (
    ("forbidden", {"names": ("torch.mean", ".mean", "@", "for", "sum")}),
    ("required", {"names": ("torch.mean",), "within": "f"}),
    ("no_loops", {}),
    ("statements", {"of": "assignments", "most": 0, "within": "f"}),
)
WORDS = "def f class self . ( ) : = \n lambda for in if else x y [ ] { } import torch from as @ , *"
PROGRAMS = sorted(Path(ast.__file__).parent.glob("[a-e]*.py"))[:20]


def trees(source, kind="module"):
    return readable_trees(Program(kind=kind, name="p.py", cells=(Cell(number=1, source=source),)))


def judge_all(source, kind="module"):
    program = Program(kind=kind, name="p.py", cells=(Cell(number=1, source=source),))
    for name, rules in CHECKS:
        checker = checker_named(name)
        word = checker.judge(program, checker.Rules.model_validate(rules))
        assert isinstance(word, Verdict)
        assert word.status in ("passed", "failed", "error", "not_attempted")


PROGRAM = """
def a(): return b()
def b(): return [c]
def c(): return 1
def lonely(): return 2
if True:
    def hidden(): return a
class Net(Base):
    def one(self): return self.two()
    def two(self): return a()
    @classmethod
    def three(cls): return cls.two
x = a()
y, (z, w) = lonely(), (1, 2)
for i in range(3): u = Net()
"""


@pytest.mark.parametrize(
    ("name", "reached"),
    [
        pytest.param("a", ["a", "b", "c"], id="calls"),
        pytest.param("c", ["c"], id="nothing else"),
        pytest.param("hidden", ["a", "b", "c", "hidden"], id="in a block"),
        pytest.param("Net.one", ["Net.one", "Net.two", "a", "b", "c"], id="through self"),
        pytest.param("Net.three", ["Net.three", "Net.two", "a", "b", "c"], id="through cls"),
        pytest.param("x", ["a", "b", "c"], id="a variable"),
        pytest.param("w", ["lonely"], id="one of several targets"),
        pytest.param("u", ["Net", "Net.two", "a", "b", "c"], id="a class"),
    ],
)
def test_what_is_reached(name, reached):
    assert sorted(scope_of(name, trees(PROGRAM)).functions) == reached


def test_a_name_that_is_not_there():
    assert scope_of("nothing", trees(PROGRAM)) is None
    assert scope_of("Net.nothing", trees(PROGRAM)) is None


def test_the_last_definition_and_conditional_ones():
    source = "def f(): 1\ndef f(): 2\nif a:\n    def f(): 3\nelse:\n    def f(): 4"
    lines = [piece.node.lineno for piece in functions_of(trees(source))["f"]]
    assert lines == [2, 4, 6]


def test_a_method_is_looked_at_once():
    kinds = [type(piece.node).__name__ for piece in scope_of("u", trees(PROGRAM)).pieces]
    assert kinds == ["For", "ClassDef", "FunctionDef", "FunctionDef", "FunctionDef"]


def test_recursion_within_and_without():
    scope = whole(trees("def f(): return g()\ndef g(): return f()\ndef h(): return g()"))
    assert {piece.node.name for piece in recursive(scope)} == {"f", "g"}


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.name)
def test_real_programs(path):
    judge_all(path.read_text("utf-8"))


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from([*WORDS.split(" "), " "]), max_size=40).map(" ".join),
    st.sampled_from(["module", "notebook"]),
)
def test_no_text_breaks_it(source, kind):
    judge_all(source, kind)
