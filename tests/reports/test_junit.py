"""JUnit XML, held against a schema."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import xmlschema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.locale import catalogue
from grader.model.message import say
from grader.reports import renderer

SCHEMA = xmlschema.XMLSchema(str(Path(__file__).with_name("schemas") / "junit.xsd"))
NAMES = ("perfect", "mistakes", "incomplete", "hostile")
render = renderer("junit")


def suite_of(written: str) -> ET.Element:
    """The one suite; the document holds to its schema, and its counts to what is in it."""
    SCHEMA.validate(written)
    (suite,) = ET.fromstring(written)
    cases = suite.findall("testcase")
    assert suite.get("tests") == str(len(cases))
    for attribute, kind in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        assert suite.get(attribute) == str(len(suite.findall(f"testcase/{kind}")))
    return suite


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("staff", [True, False], ids=["staff", "student"])
@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "cp949"])
@pytest.mark.parametrize("language", ["en", "ko"])
def test_it_keeps_to_its_schema_and_can_be_written(sample, name, staff, encoding, language):
    report = sample(name)
    options = {"staff": staff, "encoding": encoding}
    suite = suite_of(render(report, catalogue(language), **options).encode(encoding).decode())
    assert len(suite.findall("testcase")) == len(report.items)


def test_the_whole_of_it(sample):
    expected = Path(__file__).with_name("expected") / "junit.mistakes.xml"
    assert render(sample("mistakes"), catalogue("en"), staff=True) == expected.read_text("utf-8")


def outcomes(report) -> dict[str, tuple[str, str | None]]:
    cases = suite_of(render(report, catalogue("en"))).findall("testcase")
    told = {case.get("name"): list(case) for case in cases}
    return {name: (found[0].tag, found[0].get("type")) for name, found in told.items() if found}


def test_whose_fault_it_is(sample):
    told = outcomes(sample("mistakes"))
    assert list(told.values()) == [
        ("failure", "error"),
        ("failure", "not_attempted"),
        ("failure", "failed"),
        ("skipped", None),
    ]


def test_what_broke_is_an_error_and_no_failure(sample):
    written = render(sample("incomplete"), catalogue("en"))
    suite = suite_of(written)
    assert (suite.get("failures"), suite.get("errors"), suite.get("skipped")) == ("0", "1", "1")
    assert outcomes(sample("incomplete")) == {
        "random_tensor has shape (3, 3)": ("error", "broken"),
        "GPU": ("skipped", None),
    }
    assert "KeyError" not in written
    assert suite.find("properties/property[@name='complete']").get("value") == "false"


def test_a_hidden_item_tells_its_status_only(sample):
    report = sample("mistakes")
    items = tuple(item.model_copy(update={"hidden": True}) for item in report.items)
    hidden = report.model_copy(update={"items": items})
    written = render(hidden, catalogue("en"))
    suite = suite_of(written)
    assert suite.find("testcase").get("name") == "A hidden item (random-shape)"
    assert suite.find("testcase/failure").get("message") == "error"
    assert "tensr" not in written
    assert "copy" not in written
    assert "changing the array" not in written
    assert "tensr" in render(hidden, catalogue("en"), staff=True)


def test_staff_notes_and_flags_are_for_staff(sample):
    written = render(sample("mistakes"), catalogue("en"))
    assert "ctypes" not in written
    assert "41.0" not in written


def test_the_message_is_all_there(sample):
    failure = suite_of(render(sample("mistakes"), catalogue("en"))).find("testcase/failure")
    assert (
        failure.get("message") == "cell 3: NameError: name 'tensr' is not defined; did you "
        "mean 'tensor'?"
    )
    assert failure.text.endswith("\n    x = tensr.rand(3, 3)\n        ^")


def test_times(sample):
    report = sample("perfect").model_copy(update={"started": "2024-09-17T10:02:03.25+09:00"})
    suite = suite_of(render(report, catalogue("en")))
    assert (suite.get("timestamp"), suite.get("time")) == ("2024-09-17T01:02:03", "1.500")


@given(text=st.text(st.characters(exclude_categories=[]), min_size=1))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_any_text_can_be_told(sample, text):
    report = sample("mistakes")
    items = tuple(
        item.model_copy(update={"message": say("{x}", x=text), "staff_note": text})
        for item in report.items
    )
    report = report.model_copy(update={"items": items, "student": text})
    for encoding in ("utf-8", "ascii"):
        suite_of(render(report, catalogue("ko"), staff=True, encoding=encoding))
