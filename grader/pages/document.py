"""One self-contained HTML file: it loads nothing, and runs nothing but what it was made with."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Hashable, Mapping
from functools import cache, lru_cache
from hashlib import sha256
from importlib.resources import files
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from grader.locale import Catalogue
from grader.pages.marks import marks
from grader.pages.said import Said
from grader.pages.words import WORDS

BACKTICKS = re.compile(r"`([^`\n]+)`")
MOST_PARTS = 4096
HARMLESS = str.maketrans(
    {each: f"\\u{ord(each):04x}" for each in ("<", ">", "&", "\u2028", "\u2029")}
)
"""What could end a script element or a line of one, as JSON's own escapes."""


def document(template: str, catalogue: Catalogue, view: Mapping[str, Any]) -> str:
    """The page that this template makes of the view, with the style of `NAME.css`.

    If there is a `NAME.js` the page runs that, and nothing else.
    """
    style, script = _style(template), _asset(f"{template}.js")
    return (
        _environment()
        .get_template(f"{template}.html")
        .render(
            view,
            t=_words(catalogue),
            language=catalogue.language,
            policy=policy(style, script),
            style=Markup(style),  # noqa: S704  our own files
            script=Markup(script),  # noqa: S704
        )
    )


@lru_cache(maxsize=MOST_PARTS)
def part(name: str, catalogue: Catalogue, *shown: Hashable) -> Markup:
    """What the macro of that name in `items.html` makes of what it is given.

    Kept: most of what the pages of a class say is the same.
    """
    return getattr(_macros(catalogue), name)(*shown)  # type: ignore[no-any-return]


@cache
def _macros(catalogue: Catalogue) -> Any:  # noqa: ANN401  macros are attributes of the module
    words = {"t": _words(catalogue), "marks": marks(catalogue)}
    return _environment().get_template("items.html").make_module(words)


@cache
def _words(catalogue: Catalogue) -> SimpleNamespace:
    """What templates say, by its short name."""
    said = Said(catalogue)
    return SimpleNamespace(**{name: said(words) for name, words in WORDS.items()})


@cache
def policy(style: str, script: str) -> str:
    """The content security policy under which this style and this script, and no other, count."""
    scripts = f"'{_digest(script)}'" if script else "'none'"
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src {scripts}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def json_block(tree: object) -> Markup:
    """JSON that can stand in a script element, whatever its strings are."""
    written = json.dumps(tree, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Markup(written.translate(HARMLESS))  # noqa: S704  nothing in it can be markup


def _digest(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


def with_code(text: str) -> Markup:
    """The text with what stands between backticks set as code."""
    if "`" not in text:
        return escape(text)
    parts = BACKTICKS.split(text)
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if number % 2 else part
        for number, part in enumerate(parts)
    )


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("grader.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["code"] = with_code
    return made


@cache
def _asset(name: str) -> str:
    file = files("grader.pages") / "templates" / name
    return file.read_text("utf-8") if file.is_file() else ""


def _style(template: str) -> str:
    return _asset("shared.css") + _asset(f"{template}.css")
