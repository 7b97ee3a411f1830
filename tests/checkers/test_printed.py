import pytest

from grader.checkers import checker_named


@pytest.mark.parametrize(
    ("program", "rules", "expected"),
    [
        pytest.param("print('Hi ')\nprint()", {"text": "Hi"}, None, id="whole, but for blanks"),
        pytest.param("print('hi')", {"text": "Hi", "ignore_case": True}, None, id="small letters"),
        pytest.param(
            "print('hi')", {"text": "Hi"}, "It prints “hi”, expected is “Hi”.", id="another text"
        ),
        pytest.param("print('a b c')", {"contains": ("a", "c")}, None, id="contains"),
        pytest.param(
            "print('a b')\nprint('d')",
            {"contains": ("a", "c")},
            "It prints “a b\\nd”, in which “c” is missing.",
            id="contains not",
        ),
        pytest.param("print('x', 1.50001)", {"numbers": (1.5,)}, None, id="a number, nearly"),
        pytest.param("print('t1 2 3')", {"numbers": (2, 3)}, None, id="numbers"),
        pytest.param(
            "print('none')",
            {"numbers": (1,)},
            "The number 1 is not printed where it is expected. Numbers printed: none.",
            id="no number",
        ),
        pytest.param("print('-1e3')", {"numbers": (-1000,)}, None, id="an exponent"),
        pytest.param("print('value: 3')", {"pattern": r"value: \d"}, None, id="a pattern"),
        pytest.param(
            "print('value: x')",
            {"pattern": r"value: \d"},
            "It prints “value: x”, which is not of the form that is asked for. Read the task "
            "again.",
            id="another form",
        ),
        pytest.param(
            "print('value: x')",
            {"pattern": r"value: \d", "message": "Print the word value and a digit."},
            "Print the word value and a digit. It prints “value: x”.",
            id="another form, in the author's words",
        ),
        pytest.param("print('a=0.30000000004')", {}, None, id="as the reference"),
        pytest.param(
            "print('a=0.4')", {}, "It prints “0.4” where “0.3” is expected.", id="unlike it"
        ),
        pytest.param(
            "pass", {}, "Nothing is printed. Print your answer with print(...).", id="nothing"
        ),
    ],
)
def test_printed(answered, program, rules, expected):
    told = answered("printed", {}, "print('a = 0.3')", program, **rules)
    assert told == (("passed", 1, "") if expected is None else ("failed", 0, expected))


def test_one_cell(answered):
    probe = {"of": {"printed": 2}}
    cells = "print(1)", "print(2)"
    assert answered("printed", probe, "", *cells, text="2")[0] == "broken"
    assert answered("printed", {"of": {"printed": "all"}}, "", *cells, text="1\n2")[0] == "passed"


def test_a_section(answered):
    probe = {"of": {"section": "One"}}
    source = "# section: One\nprint('x is 5')\n"
    assert answered("printed", probe, source, source, contains="is 5") == ("passed", 1, "")


def test_a_message_belongs_to_a_pattern():
    checker = checker_named("printed")
    checker.agree(checker.Probe(), checker.Rules(pattern="a", message="Print a."))
    with pytest.raises(ValueError, match="is about a text that `pattern` does not match"):
        checker.agree(checker.Probe(), checker.Rules(message="Print a."))
