"""Brings the Korean catalogue in line with the messages in the code, and compiles it.

    python scripts/catalogue.py            update grader.po, compile grader.mo, list what is missing
    python scripts/catalogue.py --check    change nothing; exit status 1 if anything is wrong
    python scripts/catalogue.py --prune    forget translations of messages that are gone

Messages are the string literals given to `say` and `say_count` anywhere under grader/.
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Iterable, Iterator
from gettext import GNUTranslations
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

GRADER = Path(__file__).resolve().parents[1] / "grader"
PO = GRADER / "locale" / "ko" / "LC_MESSAGES" / "grader.po"
KEYWORDS = {"say": None, "say_count": (1, 2)}
HEADER = """\
# Korean messages of grader. Written by scripts/catalogue.py, translated by hand.
msgid ""
msgstr ""
"Language: ko\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""


def extracted(folder: Path = GRADER) -> Catalog:
    """Every message of the code, without translations."""
    catalog = Catalog(locale="ko", fuzzy=False)
    found = extract_from_dir(str(folder), [("**.py", "python")], keywords=KEYWORDS)
    for name, line, msgid, comments, context in sorted(found, key=lambda each: each[:2]):
        place = [(f"{folder.name}/{Path(name).as_posix()}", line)]
        message = catalog.add(msgid, None, place, auto_comments=comments, context=context)
        message.flags.clear()  # which ones are guessed depends on Babel's version
    return catalog


def read(po: bytes) -> Catalog:
    """The catalogue in the bytes of a .po file."""
    return read_po(io.BytesIO(po), locale="ko")


def updated(old: Catalog, messages: Catalog, *, prune: bool = False) -> Catalog:
    """The code's messages with the old translations, those of messages gone kept as obsolete."""
    known = {_key(each): each for each in (*old.obsolete.values(), *old) if each.id}
    for message in messages:
        if message.id and (before := known.pop(_key(message), None)):
            message.string = _of_form(message, before)
            message.flags |= before.flags & {"fuzzy"}
            message.user_comments = before.user_comments
    if not prune:
        messages.obsolete.update({k: gone for k, gone in known.items() if any(_strings(gone))})
    return messages


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _strings(message: Message) -> tuple[str, ...]:
    string = message.string
    return (string or "",) if isinstance(string, str) or string is None else tuple(string)


def _of_form(message: Message, before: Message) -> str | tuple[str, ...]:
    return _strings(before)[:1] if message.pluralizable else _strings(before)[0]


def po_bytes(catalog: Catalog) -> bytes:
    """The catalogue as a .po file: in the code's order, the same bytes for the same messages."""
    body = io.BytesIO()
    write_po(body, catalog, width=0, omit_header=True, include_lineno=False)
    return HEADER.encode() + body.getvalue()


def mo_bytes(catalog: Catalog) -> bytes:
    """The catalogue as a .mo file."""
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    return compiled.getvalue()


def faults(catalog: Catalog, messages: Catalog) -> Iterator[str]:
    """What a translator has to do, one line each: nothing is yielded for a finished catalogue."""
    wanted = {_key(message) for message in messages if message.id}
    have = {_key(message): message for message in catalog if message.id}
    yield from (f"not in the catalogue: {msgid!r}" for msgid in wanted - have.keys())
    yield from (f"no longer in the code: {msgid!r}" for msgid in have.keys() - wanted)
    yield from (f"obsolete: {_key(gone)!r}" for gone in catalog.obsolete.values())
    for msgid, message in have.items():
        yield from (f"{fault}: {msgid!r}" for fault in _faults_of(message))


def _faults_of(message: Message) -> Iterator[str]:
    if message.fuzzy:
        yield "fuzzy"
    if not all(_strings(message)):
        yield "not translated"
        return
    ids = (message.id,) if isinstance(message.id, str) else message.id
    expected = _placeholders(ids)
    for string in _strings(message):
        if (found := _placeholders([string])) != expected:
            yield f"placeholders {sorted(found)} instead of {sorted(expected)}"


def _placeholders(templates: Iterable[str]) -> set[str]:
    try:
        fields = [field for each in templates for _, field, _, _ in Formatter().parse(each)]
    except ValueError as error:
        return {f"(malformed: {error})"}
    return {field for field in fields if field is not None}


def compiled_from(mo: bytes, po: bytes) -> bool:
    """Whether the .mo file says what the .po file compiles to; headers aside."""
    made, there = (GNUTranslations(io.BytesIO(each)) for each in (mo_bytes(read(po)), mo))
    one, other = (dict(each._catalog) for each in (made, there))  # type: ignore[attr-defined]
    return {**one, "": ""} == {**other, "": ""}


def main(arguments: list[str] | None = None, po: Path = PO, folder: Path = GRADER) -> int:
    """Runs the command; the exit status is 1 if a translator has something to do."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing")
    parser.add_argument("--prune", action="store_true", help="forget obsolete translations")
    options = parser.parse_args(arguments)
    if not options.check:
        old = read(po.read_bytes() if po.exists() else HEADER.encode())
        po.write_bytes(po_bytes(updated(old, extracted(folder), prune=options.prune)))
        po.with_suffix(".mo").write_bytes(mo_bytes(read(po.read_bytes())))
    wrong = sorted(faults(read(po.read_bytes()), extracted(folder)))
    if not compiled_from(po.with_suffix(".mo").read_bytes(), po.read_bytes()):
        wrong.append("grader.mo is not what grader.po compiles to")
    print("\n".join(wrong) or "the catalogue is complete")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
