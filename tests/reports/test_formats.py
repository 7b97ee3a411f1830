import subprocess
import sys

import pytest

from grader.errors import UsageError
from grader.locale import catalogue
from grader.reports import names, renderer


def test_there_are_these():
    assert set(names()) == {
        *("json", "terminal", "junit", "exercism", "check50", "gradescope", "prairielearn")
    }


@pytest.mark.parametrize("name", names())
def test_every_format_takes_the_same_options(sample, name):
    render = renderer(name)
    options = {"width": 60, "color": False, "encoding": "ascii", "staff": True}
    written = render(sample("hostile"), catalogue("ko"), **options)
    assert written.isascii()
    assert written.endswith("\n")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        pytest.param(
            "jsn", "There is no report format “jsn”. Did you mean “json”?", id="nearly one"
        ),
        pytest.param(
            "pdf",
            f"There is no report format “pdf”. There are: {', '.join(names())}.",
            id="nothing like it",
        ),
        pytest.param(
            "page",
            f"There is no report format “page”. There are: {', '.join(names())}.",
            id="a file that is no format",
        ),
    ],
)
def test_an_unknown_format(name, told):
    with pytest.raises(UsageError) as error:
        renderer(name)
    assert str(error.value.message) == told


def test_json_does_without_the_terminal_library():
    code = (
        "import sys; from grader.reports import renderer; renderer('json');"
        "print('rich' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert ran.stdout.strip() == "False"
