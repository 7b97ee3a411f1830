"""Bytes of source to text: UTF-8, UTF-16 with a mark, a coding line (PEP 263), else CP949."""

from __future__ import annotations

import codecs
import re

from grader.errors import SubmissionError
from grader.model.message import Message, say
from grader.model.submission import Cell, Program

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CODING = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
BLANK = re.compile(rb"^[ \t\f]*(?:#|$)")
# Character sets only: other codecs (idna, punycode, unicode_escape) are slow or change the code.
KNOWN = frozenset(
    [
        "utf-8",
        "utf-8-sig",
        "ascii",
        "cp949",
        "euc_kr",
        "johab",
        "iso8859-1",
        "iso8859-2",
        "iso8859-5",
        "iso8859-9",
        "iso8859-15",
        "cp437",
        "cp850",
        "cp1250",
        "cp1251",
        "cp1252",
        "cp1254",
        "koi8-r",
        "gb2312",
        "gbk",
        "gb18030",
        "big5",
        "big5hkscs",
        "shift_jis",
        "cp932",
        "euc_jp",
        "mac-roman",
    ]
)


def text_of(data: bytes, file: str) -> str:
    r"""The text, without a byte order mark, lines ended by `\n`; SubmissionError if it is none."""
    encoding = _marked(data)
    if encoding is None and b"\0" in data:
        raise _not_text(file)
    text = _decoded(data, encoding or _declared(data, file), file)
    text = text.removeprefix("\ufeff")
    if "\0" in text:
        raise _not_text(file)
    return with_plain_line_ends(text)


def module_program(name: str, data: bytes) -> Program:
    """A module's bytes as a program of one piece; SubmissionError if they are not text."""
    return Program(kind="module", name=name, cells=(Cell(number=1, source=text_of(data, name)),))


def with_plain_line_ends(text: str) -> str:
    r"""The text with `\r\n` and `\r` made `\n`."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _marked(data: bytes) -> str | None:
    return next((encoding for mark, encoding in MARKS if data.startswith(mark)), None)


def _declared(data: bytes, file: str) -> str | None:
    """The encoding that one of the first two lines gives; the second only after a blank one."""
    for number, line in enumerate(re.split(rb"\r\n|\r|\n", data[:2000], maxsplit=2)[:2], 1):
        found = CODING.match(line)
        if found:
            return _known(found[1].decode("ascii"), number, file)
        if not BLANK.match(line):
            return None
    return None


def _known(name: str, line: int, file: str) -> str:
    try:
        known = codecs.lookup(name).name
    except LookupError:
        known = ""
    if known in KNOWN:
        return known
    raise SubmissionError(
        say(
            "{file}, line {line}: the encoding {encoding} is not one that is read here;"
            " save the file as UTF-8 and remove that line",
            file=file,
            line=line,
            encoding=name[:40],
        )
    )


def _decoded(data: bytes, encoding: str | None, file: str) -> str:
    try:
        return data.decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        if encoding is not None:
            raise SubmissionError(_not_in(encoding, file, _line(data, error))) from error
        return _korean(data, file, _line(data, error))


def _korean(data: bytes, file: str, line: int) -> str:
    try:
        return data.decode("cp949")
    except UnicodeDecodeError as error:
        raise SubmissionError(
            say(
                "{file}, line {line}: the text is neither UTF-8 nor Korean Windows (CP949);"
                " save the file as UTF-8",
                file=file,
                line=line,
            )
        ) from error


def _line(data: bytes, error: UnicodeDecodeError) -> int:
    return data.count(b"\n", 0, error.start) + 1


def _not_in(encoding: str, file: str, line: int) -> Message:
    return say(
        "{file}, line {line}: the text is not {encoding}, as its beginning says;"
        " save the file as UTF-8",
        file=file,
        line=line,
        encoding=encoding,
    )


def _not_text(file: str) -> SubmissionError:
    return SubmissionError(
        say(
            "{file} is not a text file (it holds NUL bytes);"
            " hand in the .py or .ipynb file itself, not an archive or a picture of it",
            file=file,
        )
    )
