"""Whatever a spec says, it is loaded or its mistakes are told."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from grader.errors import SpecError
from grader.model.problem_set import ProblemSet
from grader.specs import load_set

WORDS = st.sampled_from(
    [
        *("slug", "title", "problems", "task", "items", "check", "points", "after", "probe"),
        *("rules", "of", "variable", "call", "args", "kwargs", "expression", "section", "randn"),
        *("array", "dtype", "nonce", "kind", "displayed", "en", "ko", "rank", "a", "x y", "", "1"),
    ]
)
SCALARS = st.one_of(
    WORDS, st.integers(), st.floats(), st.booleans(), st.none(), st.text(max_size=5)
)
TREES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)


@st.composite
def specs(draw: st.DrawFn) -> Any:
    """A spec that is sound but for one problem, one item, one probe or everything."""
    depth = draw(st.integers(0, 3))
    item: Any = {"slug": "a", "title": "A", "check": "rank", "probe": {"of": draw(TREES)}}
    if depth >= 1:
        item = {**item, **draw(st.dictionaries(WORDS, TREES, max_size=3))}
    problem: Any = {"slug": "a", "title": "A", "task": "x", "items": [item]}
    if depth >= 2:
        problem = {**problem, **draw(st.dictionaries(WORDS, TREES, max_size=3))}
    return draw(TREES) if depth == 3 else {"slug": "a", "title": "A", "problems": [problem]}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=4000)
@given(specs())
@example({"slug": "a", "title": "A", "problems": [{"items": [{"check": "rank", "probe": {}}]}]})
def test_any_spec(folder: Path, spec: Any) -> None:
    (folder / "set.yaml").write_text(yaml.safe_dump(spec, allow_unicode=True), "utf-8")
    for told in mistakes_of(folder):
        assert re.match(r".*/set\.yaml(:\d+:\d+: |: The file is empty)", told)
        assert "Input should" not in told


def mistakes_of(folder: Path) -> list[str]:
    try:
        read = load_set(folder)
    except SpecError as error:
        return [str(each) for each in error.mistakes] or ["no mistake is told"]
    assert isinstance(read, ProblemSet)
    return []
