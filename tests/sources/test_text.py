import codecs

import pytest

from grader.errors import SubmissionError
from grader.sources import read_submission

KOREAN = "이름 = '텐서'  # 한국어\n"


def source(tmp_path, data):
    file = tmp_path / "hw.py"
    file.write_bytes(data)
    return read_submission(file).program.cells[0].source


def refusal(tmp_path, data):
    with pytest.raises(SubmissionError) as caught:
        source(tmp_path, data)
    return str(caught.value).replace(str(tmp_path) + "/", "")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(KOREAN.encode(), id="UTF-8"),
        pytest.param(codecs.BOM_UTF8 + KOREAN.encode(), id="UTF-8 with a mark"),
        pytest.param(KOREAN.encode("cp949"), id="CP949"),
        pytest.param(KOREAN.encode("utf-16"), id="UTF-16 little-endian"),
        pytest.param(codecs.BOM_UTF16_BE + KOREAN.encode("utf-16-be"), id="UTF-16 big-endian"),
        pytest.param(KOREAN.encode("utf-32"), id="UTF-32"),
        pytest.param(KOREAN.encode().replace(b"\n", b"\r\n"), id="CRLF"),
        pytest.param(KOREAN.encode().replace(b"\n", b"\r"), id="CR"),
    ],
)
def test_text_in_many_encodings_is_the_same_text(tmp_path, data):
    assert source(tmp_path, data) == KOREAN


@pytest.mark.parametrize(
    ("encoding", "line", "text"),
    [
        pytest.param("euc-kr", "# -*- coding: euc-kr -*-\n", "x = '한'\n", id="first line"),
        pytest.param("latin-1", "#!python\n# coding=latin-1\n", "x = 'é÷'\n", id="second line"),
        pytest.param("cp949", "\n# vim: set fileencoding=cp949 :\n", "x = '똠'\n", id="vim"),
    ],
)
def test_coding_line_is_followed(tmp_path, encoding, line, text):
    assert source(tmp_path, (line + text).encode(encoding)) == line + text


def test_coding_line_after_code_is_only_a_comment(tmp_path):
    text = "x = '한'\n# coding: ascii\n"
    assert source(tmp_path, text.encode()) == text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(
            b"# coding: utf8x\nx = 1\n",
            "hw.py, line 1: the encoding utf8x is not one that is read here;"
            " save the file as UTF-8 and remove that line",
            id="unknown encoding",
        ),
        pytest.param(
            b"\n# coding: idna\nx = 1\n",
            "hw.py, line 2: the encoding idna is not one that is read here;"
            " save the file as UTF-8 and remove that line",
            id="no character set",
        ),
        pytest.param(
            b"# coding: utf-8\nx = '\xff'\n",
            "hw.py, line 2: the text is not utf-8, as its beginning says; save the file as UTF-8",
            id="not what its coding line says",
        ),
        pytest.param(
            b"x = 1\ny = '\xff\xff'\n",
            "hw.py, line 2: the text is neither UTF-8 nor Korean Windows (CP949);"
            " save the file as UTF-8",
            id="no encoding fits",
        ),
        pytest.param(
            b"PK\x03\x04\x00\x00",
            "hw.py is not a text file (it holds NUL bytes);"
            " hand in the .py or .ipynb file itself, not an archive or a picture of it",
            id="binary",
        ),
        pytest.param(
            "x = '\0'\n".encode("utf-16"),
            "hw.py is not a text file (it holds NUL bytes);"
            " hand in the .py or .ipynb file itself, not an archive or a picture of it",
            id="NUL in UTF-16",
        ),
        pytest.param(
            b"",
            "hw.py is empty; save your work in it, or give the file that holds it",
            id="empty",
        ),
        pytest.param(
            codecs.BOM_UTF8 + b" \r\n",
            "hw.py is empty; save your work in it, or give the file that holds it",
            id="blank",
        ),
    ],
)
def test_what_is_no_text_is_refused(tmp_path, data, message):
    assert refusal(tmp_path, data) == message
