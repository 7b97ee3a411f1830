import pytest

from grader.checkers import checker_named

PROBE = {"names": ("a", "b")}


@pytest.mark.parametrize(
    ("program", "rules", "expected"),
    [
        pytest.param("a, b = 1, 2.0", {}, ("passed", 1, ""), id="both"),
        pytest.param(
            "a = None",
            {"partial": True},
            (
                "failed",
                0,
                "`a` is not defined, or still has no value. `b` is not defined, or still has no "
                "value.",
            ),
            id="none",
        ),
        pytest.param(
            "a = 1",
            {"partial": True},
            ("failed", 0.5, "`b` is not defined, or still has no value."),
            id="one",
        ),
        pytest.param(
            "a, b = 1, 2",
            {"types": {"b": ("float", "str")}},
            (
                "failed",
                0,
                "`b`: It is the int 2, but a float or a str is expected. "
                "Write it with a decimal point, or use float(...).",
            ),
            id="another type",
        ),
    ],
)
def test_defined(answered, program, rules, expected):
    assert answered("defined", PROBE, "a = b = 1", program, **rules) == expected


def test_types_of_other_names():
    checker = checker_named("defined")
    with pytest.raises(ValueError, match="'c', which is not one of `names`"):
        checker.agree(checker.Probe(**PROBE), checker.Rules(types={"c": "int"}))
