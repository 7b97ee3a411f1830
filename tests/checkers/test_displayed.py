import pytest

REFERENCE = "1\n2\n"


@pytest.mark.parametrize(
    ("cells", "probe", "rules", "expected"),
    [
        pytest.param(("2", "x = 1"), {}, {}, None, id="the last"),
        pytest.param(("2", "3"), {}, {}, None, id="earlier"),
        pytest.param(
            ("2", "3"),
            {},
            {"where": "last"},
            "It is displayed, but something else is displayed after it; it must come last.",
            id="not last",
        ),
        pytest.param(("1", "5"), {"which": 1}, {}, None, id="the reference's first"),
        pytest.param(
            ("x = 2", "y = 1"),
            {},
            {},
            "Nothing is displayed. Write your answer on a line of its own at the end of a cell, or "
            "use display(...).",
            id="nothing",
        ),
        pytest.param(
            ("3", "display(4)"),
            {},
            {},
            "The last thing displayed: It is 4, expected 2.",
            id="another",
        ),
    ],
)
def test_displayed(answered, cells, probe, rules, expected):
    told = answered("displayed", probe, REFERENCE, *cells, **rules)
    assert told == (("passed", 1, "") if expected is None else ("failed", 0, expected))


def test_a_reference_without_it(answered):
    assert answered("displayed", {"which": 3}, REFERENCE, REFERENCE)[0] == "broken"
