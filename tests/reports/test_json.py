import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.locale import catalogue
from grader.model.message import say
from grader.reports import renderer
from grader.reports.escape import acts

SCHEMA = json.loads(Path(__file__).with_name("report.schema.json").read_text(encoding="utf-8"))
render = renderer("json")
NAMES = ("perfect", "mistakes", "incomplete", "hostile")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "staff", [pytest.param(True, id="staff"), pytest.param(False, id="student")]
)
@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "cp949"])
@pytest.mark.parametrize("language", ["en", "ko"])
def test_it_keeps_to_its_schema_and_can_be_written(sample, name, staff, encoding, language):
    written = render(sample(name), catalogue(language), staff=staff, encoding=encoding)
    jsonschema.validate(json.loads(written.encode(encoding).decode(encoding)), SCHEMA)
    assert not any(acts(each) for each in written.replace("\n", ""))


def test_the_whole_of_it(sample):
    tree = json.loads(render(sample("mistakes"), catalogue("en"), staff=True))
    items, isolation = tree.pop("items"), tree.pop("isolation")
    assert tree == {
        "schema": 1,
        "set": "pytorch-basics",
        "set_digest": "a" * 64,
        "student": "kim",
        "submission": {"files": ["complete.ipynb"], "digest": "b" * 64},
        "seed": 20240917,
        "versions": {
            "grader": "0.1.0",
            "python": "3.11.2",
            "numpy": "2.1.0",
            "torch": "2.13.0",
            "platform": "Linux",
        },
        "started": "2024-09-17T01:02:03Z",
        "seconds": 1.5,
        "complete": True,
        "score": 1.0,
        "max_score": 5.5,
        "lang": "en",
        "notes": [
            "You ran the cells out of order (cell 5 before cell 4). Here they run top to bottom."
        ],
        "flags": [
            {
                "what": "It uses ctypes.",
                "innocent": "Some libraries do.",
                "cell": 2,
                "file": None,
                "line": 1,
            }
        ],
    }
    assert isolation["level"] == "partly sealed"
    assert isolation["meaning"].startswith("The program could not write outside")
    assert isolation["layers"][1] == {
        "name": "network",
        "state": "unavailable",
        "why": "no user namespaces here",
    }
    assert items[2] == {
        "problem": "numpy-interop",
        "item": "shares-memory",
        "title": "changing the array changes the tensor",
        "status": "failed",
        "score": 0.0,
        "points": 2.0,
        "hidden": False,
        "message": "torch_tensor is a copy: after 42.0 was written to numpy_array[0],"
        " torch_tensor[0] was still 1.0. Make the tensor with torch.from_numpy(numpy_array):"
        " it shares the memory.",
        "hint": "torch.rand()",
        "evidence": {"found": "torch_tensor", "cell": 7, "file": None, "line": 2},
        "staff_note": "max |difference| 41.0 at (0,)",
        "seconds": 0.25,
    }


def test_a_student_gets_no_flags_and_no_staff_notes(sample):
    written = render(sample("mistakes"), catalogue("en"))
    tree = json.loads(written)
    assert tree["flags"] == []
    assert {item["staff_note"] for item in tree["items"]} == {None}
    assert "ctypes" not in written
    assert "difference" not in written


def test_korean_is_written_as_it_is(sample):
    written = render(sample("mistakes"), catalogue("ko"))
    tree = json.loads(written)
    assert tree["lang"] == "ko"
    assert tree["items"][2]["title"] == "배열을 바꾸면 텐서도 바뀐다"
    assert "배열을 바꾸면 텐서도 바뀐다" in written


def test_where_the_encoding_lacks_characters_json_escapes_say_the_same(sample):
    report = sample("mistakes")
    plain = render(report, catalogue("ko"), encoding="ascii")
    assert plain.isascii()
    assert json.loads(plain) == json.loads(render(report, catalogue("ko")))


def test_a_score_that_is_no_number_is_refused(sample):
    report = sample("perfect").model_copy(update={"score": float("nan")})
    with pytest.raises(ValueError, match="not JSON compliant"):
        render(report, catalogue("en"))


@given(text=st.text(st.characters(exclude_categories=[])))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_comes_through(sample, text):
    report = sample("perfect").model_copy(update={"notes": (say("{x}", x=text),), "student": text})
    written = render(report, catalogue("en"))
    tree = json.loads(written.encode())
    joined = text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    assert tree["notes"] == [joined]
    assert tree["student"] == joined
