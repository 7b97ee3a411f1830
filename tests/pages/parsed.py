"""An HTML page taken apart, and what every page of ours has to be."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any

VOID = frozenset({"meta", "link", "input", "br", "line", "rect"})
RAW = frozenset({"script", "style"})


class Parsed(HTMLParser):
    """Tags with their attributes, texts with the tag they stand in, scripts and styles apart."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.page = page
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[str, str]] = []
        self.raw: dict[str, list[str]] = {"script": [], "style": []}
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert self._open == [], self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag, tag

    def handle_data(self, data: str) -> None:
        inside = self._open[-1] if self._open else ""
        if inside in RAW:
            self.raw[inside].append(data)
        elif data.strip():
            self.texts.append((inside, data))

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    @property
    def text(self) -> str:
        """All that can be read, on one line."""
        return " ".join(" ".join(text for _, text in self.texts).split())

    @property
    def data(self) -> Any:
        """The block of JSON."""
        return json.loads(self.raw["script"][0])

    @property
    def policy(self) -> str:
        """The content security policy."""
        (found,) = (
            each["content"]
            for tag, each in self.tags
            if each.get("http-equiv") == "Content-Security-Policy"
        )
        return found

    def named(self, tag: str) -> Iterator[dict[str, str]]:
        """The attributes of every tag of that name."""
        return (attributes for name, attributes in self.tags if name == tag)

    def addresses(self) -> set[str]:
        """Everything that a browser might fetch or follow."""
        names = ("href", "src", "action", "data", "poster", "xlink:href", "srcset")
        return {each[name] for _, each in self.tags for name in names if name in each}


def digest(text: str) -> str:
    """As a policy names a text."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def assert_sealed(parsed: Parsed) -> None:
    """Nothing of the page acts but the style and the script that its policy names."""
    rules = dict(rule.split(" ", 1) for rule in parsed.policy.split("; "))
    code = [raw for raw in parsed.raw["script"] if not raw.startswith("{")]
    assert rules == {
        "default-src": "'none'",
        "style-src": digest("".join(parsed.raw["style"])),
        "script-src": digest("".join(code)) if code else "'none'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    for tag, attributes in parsed.tags:
        assert not [name for name in attributes if name.startswith("on") or name == "style"], tag
    assert not {tag for tag, _ in parsed.tags} & {
        "iframe",
        "object",
        "embed",
        "base",
        "img",
        "form",
    }
    assert not re.search(r"url\(|@import|expression\(", "".join(parsed.raw["style"]))


def assert_local(parsed: Parsed) -> None:
    """No address leads out of the folder that the page lies in."""
    for address in parsed.addresses():
        assert re.fullmatch(r"data:,|#[\w-]+|reports/[\w.-]+", address), address
