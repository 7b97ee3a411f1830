import pytest

PROBE = {"of": {"call": "f", "args": (1,)}}
REFERENCE = "def f(x): raise ValueError('x is 1')"


@pytest.mark.parametrize(
    ("body", "rules", "expected"),
    [
        pytest.param("raise ValueError('no')", {}, None, id="as the reference"),
        pytest.param("raise UnicodeError('no')", {}, None, id="one that descends from it"),
        pytest.param(
            "raise UnicodeError('no')",
            {"exactly": True},
            "It raised another exception than ValueError. work.py, line 1: UnicodeError: no",
            id="exactly",
        ),
        pytest.param(
            "raise KeyError(1)",
            {"type": ("TypeError", "ValueError")},
            "It raised another exception than TypeError or ValueError. "
            "work.py, line 1: KeyError: 1",
            id="none of several",
        ),
        pytest.param("raise TypeError", {"type": ("TypeError", "ValueError")}, None, id="one of"),
        pytest.param(
            "x + 1",
            {},
            "It raised no exception; it must raise ValueError.",
            id="nothing is raised, nothing given",
        ),
        pytest.param(
            "return [2]",
            {},
            "It raised no exception and gave a list of 1 item: [2]; it must raise ValueError.",
            id="nothing is raised",
        ),
        pytest.param("raise ValueError('x is 1')", {"message": r"is \d"}, None, id="its text"),
        pytest.param(
            "raise ValueError('wrong')",
            {"message": r"is \d"},
            "It raised ValueError, as it must, but its text is not the one that is asked for: "
            "“wrong”. Read the task again: what should the text say?",
            id="another text",
        ),
    ],
)
def test_raises(answered, body, rules, expected):
    told = answered("raises", PROBE, REFERENCE, f"def f(x): {body}", **rules)
    assert told == (("passed", 1, "") if expected is None else ("failed", 0, expected))


def test_a_function_that_is_not_there(answered):
    assert answered("raises", PROBE, REFERENCE, "g = 1")[0] == "not_attempted"


def test_a_reference_that_raises_nothing(answered):
    status, _, told = answered("raises", PROBE, "def f(x): pass", "def f(x): pass")
    assert status == "broken"
    assert told.startswith("This could not be checked.")


@pytest.mark.parametrize(
    ("body", "rules", "expected"),
    [
        pytest.param("pass", {}, None, id="nothing"),
        pytest.param(
            "return 1 / 0",
            {},
            "It must not raise an exception here. work.py, line 1: ZeroDivisionError: division by "
            "zero",
            id="an error",
        ),
        pytest.param("return 1 / 0", {"allow": ("ArithmeticError",)}, None, id="allowed"),
        pytest.param(
            "raise SystemExit(3)",
            {},
            "It must not raise an exception here. work.py, line 1: SystemExit: 3",
            id="leaving",
        ),
    ],
)
def test_does_not_raise(answered, body, rules, expected):
    told = answered("does_not_raise", PROBE, "def f(x): pass", f"def f(x): {body}", **rules)
    assert told == (("passed", 1, "") if expected is None else ("failed", 0, expected))
