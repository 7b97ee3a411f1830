"""Writes docs/cookbook.md from the examples in docs/examples/cookbook, which the tests grade.

python scripts/cookbook_page.py            write the page
python scripts/cookbook_page.py --check    change nothing; exit status 1 if it is not up to date
"""

from __future__ import annotations

import argparse
import re
import sys
import textwrap
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "cookbook.md"
EXAMPLES = ROOT / "docs" / "examples" / "cookbook"
HEAD = """\
# Cookbook

One recipe for each kind of check that instructors write, for each hole found in their own checks,
and for each habit of students that a grader has to live with. Written by `scripts/cookbook_page.py`
from [the examples](examples/cookbook): each is a whole problem set with answers that pass and
answers that do not, and the tests grade all of them. What each check can do is in
[checks.md](checks.md).
"""
CHAPTERS = (
    (
        "What instructors check",
        "value-within-tolerance exact-value shape python-type range seeded-randomness "
        "random-numbers raises must-not-raise exists reference-on-generated-inputs gradient "
        "membership order-free dtype wall-clock-limit in-place aliasing input-unmodified no-loop "
        "forbidden-call required-call few-statements golden-file plot string printed memory",
    ),
    (
        "Holes in checks, closed",
        "broadcasting only-the-first-row starting-from-zeros float-equality second-shape "
        "vectorised-by-behaviour",
    ),
    (
        "How students really write",
        "unnamed-answers displayed-only overwritten-variable failing-cells untouched-stub "
        "shadowed-builtins tensor-for-tensor zero-dimensional float64-or-float32 "
        "answers-for-a-gpu left-behind notebook-called-py follow-through",
    ),
)


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    for title, names in CHAPTERS:
        present = [name for name in names.split() if (EXAMPLES / name).is_dir()]
        parts += [f"## {title}\n", *(_recipe(name) for name in present)]
    return "\n".join(parts)


def unplaced() -> list[str]:
    """Recipes that no chapter names."""
    placed = {name for _, names in CHAPTERS for name in names.split()}
    return sorted(each.name for each in EXAMPLES.iterdir() if each.name not in placed)


def _recipe(name: str) -> str:
    text = (EXAMPLES / name / "set.yaml").read_text("utf-8")
    spec = yaml.safe_load(text)
    why = textwrap.fill(" ".join(spec["description"].split()), 100, break_on_hyphens=False)
    start = re.search(r"^ *items:$", text, re.MULTILINE)
    assert start is not None, name
    items = textwrap.dedent(text[start.start() :]).rstrip()
    link = f"[the whole set](examples/cookbook/{name})"
    return f"### {spec['title']}\n\n{why} ({link})\n\n```yaml\n{items}\n```\n"


def main(arguments: list[str] | None = None) -> int:
    """Runs the command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing")
    written = page()
    if parser.parse_args(arguments).check:
        same = PAGE.exists() and PAGE.read_text("utf-8") == written
        print("docs/cookbook.md is up to date" if same else "docs/cookbook.md is out of date")
        return 0 if same else 1
    PAGE.write_text(written, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
