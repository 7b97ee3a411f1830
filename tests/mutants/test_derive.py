"""Wrong programs from a right one: which changes are made, and that each is exactly one."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.mutants import KINDS, derive


def changes(source: str, kind: str | None = None) -> list[str]:
    return [each.change for each in derive(source) if kind in (None, each.kind)]


@pytest.mark.parametrize(
    ("source", "kind", "expected"),
    [
        pytest.param("y = a - b", "operator", {"y = a + b"}, id="operator"),
        pytest.param("y = a * b", "operator", {"y = a @ b", "y = a + b"}, id="product"),
        pytest.param("y = a @ b", "operator", {"y = a * b"}, id="matmul"),
        pytest.param("y = -a", "operator", {"y = a"}, id="sign"),
        pytest.param("y = a and b", "operator", {"y = a or b"}, id="and"),
        pytest.param("y = a < b", "comparison", {"y = a <= b", "y = a >= b"}, id="comparison"),
        pytest.param("y = f(3)", "constant", {"y = f(4)", "y = f(2)"}, id="number"),
        pytest.param("y = f(-2)", "constant", {"y = f(-1)", "y = f(-3)"}, id="negative"),
        pytest.param("y = True", "constant", {"y = False"}, id="truth"),
        pytest.param("y = 2.0", "constant", {"y = 3.0", "y = -2.0"}, id="float"),
        pytest.param(
            "y = torch.rand(3, 4)",
            "shape",
            {f"y = torch.rand({s})" for s in ("4, 4", "2, 4", "3, 5", "3, 3")},
            id="shape",
        ),
        pytest.param("y = x.view((2, 3))", "shape", {"y = x.view((3, 2))"}, id="turned-shape"),
        pytest.param("y = x.sum(1)", "axis", {"y = x.sum(2)", "y = x.sum(0)"}, id="axis"),
        pytest.param("y = f(x, dim=0)", "axis", {"y = f(x, dim=1)"}, id="axis-by-name"),
        pytest.param("y = x.to(torch.float32)", "dtype", {"y = x.to(torch.float64)"}, id="dtype"),
        pytest.param(
            "y = torch.tensor([1, 2])",
            "dtype",
            {"y = torch.tensor([1, 2], dtype=torch.float32)"},
            id="dtype-of-integers",
        ),
        pytest.param("y = x[1:]", "slice", {"y = x[2:]", "y = x[0:]"}, id="slice"),
        pytest.param("y = x[0, i]", "slice", {"y = x[1, i]", "y = x[i, 0]"}, id="index-pair"),
        pytest.param("y = f(a, b)", "swapped", {"y = f(b, a)"}, id="arguments"),
        pytest.param("y = a / b", "swapped", {"y = b / a"}, id="operands"),
        pytest.param("y = x.detach()", "dropped-call", {"y = x"}, id="detach"),
        pytest.param("y = torch.abs(x)", "dropped-call", {"y = x"}, id="function"),
        pytest.param("y = x.clone()", "copy-share", {"y = x"}, id="share-for-copy"),
        pytest.param(
            "y = torch.from_numpy(x)", "copy-share", {"y = torch.tensor(x)"}, id="copy-for-share"
        ),
        pytest.param("y = x[:2]", "copy-share", {"y = x[:2] + 0"}, id="copied-view"),
        pytest.param("y = a + b", "in-place", {"y = a.add_(b)"}, id="in-place"),
        pytest.param("y += b", "in-place", {"y = y + (b)"}, id="out-of-place"),
        pytest.param(
            "y = torch.rand(n)",
            "random",
            {f"y = torch.{name}(n)" for name in ("zeros", "ones", "randn")},
            id="random",
        ),
        pytest.param(
            "y = f(x, requires_grad=True)", "dropped-argument", {"y = f(x)"}, id="requires-grad"
        ),
        pytest.param("y = x.sum(keepdim=True)", "dropped-argument", {"y = x.sum()"}, id="keepdim"),
        pytest.param("w.grad.zero_()", "dropped-statement", {"pass"}, id="zero-grad"),
        pytest.param("x[0] = y", "dropped-statement", {"pass"}, id="part"),
        pytest.param("print(x)", "dropped-print", {"pass"}, id="print"),
        pytest.param("y = x.max()", "other-function", {"y = x.min()"}, id="function-renamed"),
    ],
)
def test_each_kind_of_mistake(source: str, kind: str, expected: set[str]) -> None:
    assert {change.split(" -> ")[1] for change in changes(source, kind)} == expected


def test_a_block_is_left_out_around_what_it_holds() -> None:
    source = "with torch.no_grad():\n    y = x\n"
    (mutant,) = [each for each in derive(source) if each.kind == "dropped-statement"]
    assert mutant.source == "y = x\n"
    assert (mutant.line, mutant.last_line) == (1, 2)


def test_what_is_returned() -> None:
    source = "def f(a, b):\n    c = a\n    return c\n"
    assert set(changes(source, "returned")) == {
        "return c -> return None",
        "return c -> return b",
    }
    assert "return a, b -> return b, a" in changes("def f(a, b):\n    return a, b\n")


def test_everything_else_stays_as_it_was_written() -> None:
    source = "# 주석\n값 = f( '가',   a-b )  # 끝\nz   =  1\n"
    sources = {each.source for each in derive(source)}
    assert "# 주석\n값 = f( '가',   a + b )  # 끝\nz   =  1\n" in sources
    assert "# 주석\n값 = f( '가',   a-b )  # 끝\nz   =  2\n" in sources


def test_parentheses_come_where_they_are_needed_and_only_there() -> None:
    after = {change.split(" -> ")[1] for change in changes("y = a + b * c")}
    assert "y = a + (b + c)" in after
    assert "y = a + b @ c" in after


def test_imports_signatures_and_format_strings_are_left_alone() -> None:
    assert derive("import numpy as np\ndef f(x: int = 3) -> int: pass\ny = f'{1 + 2:>3}'\n") == ()


def test_no_two_mutants_mean_the_same() -> None:
    source = "y = x.sum(dim=0)\nz = (y - 1) * y\n"
    meanings = [ast.dump(ast.parse(each.source)) for each in derive(source)]
    assert len(meanings) == len({*meanings, ast.dump(ast.parse(source))}) - 1


def test_the_diff_shows_the_change_in_its_surroundings() -> None:
    (mutant,) = derive("a = b\nc = d - e\nf = g\n")[:1]
    assert mutant.diff == (
        "--- reference.py\n+++ reference.py\n@@ -1,3 +1,3 @@\n"
        " a = b\n-c = d - e\n+c = d + e\n f = g"
    )


def test_every_kind_has_its_words() -> None:
    made = derive("with f():\n    g(1)\n") + derive("y = a < b[1:]\n")
    assert {each.kind for each in made} <= set(KINDS)


EXPRESSIONS = st.recursive(
    st.sampled_from(["a", "bc", "1", "2.5", "x[1:2]", "torch.rand(3, 3)", "가", "True"]),
    lambda inner: st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from(["+", "-", "@", "**", "<"]), inner),
        st.builds("-{}".format, inner),
        st.builds("f({}, k={})".format, inner, inner),
        st.builds("{}.sum(dim=1)".format, st.sampled_from(["a", "x"])),
        st.builds("[{}, {}]".format, inner, inner),
    ),
    max_leaves=6,
)


@given(st.lists(EXPRESSIONS, min_size=1, max_size=3))
def test_any_program(expressions: list[str]) -> None:
    source = "".join(f"y{n} = {each}\n" for n, each in enumerate(expressions))
    before = source.splitlines()
    for mutant in derive(source):
        after = mutant.source.splitlines()
        assert ast.dump(ast.parse(mutant.source)) != ast.dump(ast.parse(source))
        assert len(after) == len(before)
        pairs = enumerate(zip(before, after, strict=True), 1)
        assert [line for line, (one, other) in pairs if one != other] == [mutant.line]
