import pytest

from grader.checkers import checker_named
from grader.errors import WireError

CALL = {"of": {"call": "f", "args": ({"ones": (2,)},)}}
MADE = {"of": {"variable": "x", "when": "made"}}
UNTOUCHED = (
    "f(...) leaves what it was given as it was. Change it in place: with x += ..., x[:] = ... or "
    "methods that end in _ (such as .add_()), not with x = ..."
)

COPIED = (
    "f(...) returns a changed copy and leaves what it was given as it was. Change that object "
    "itself: without .clone() or .copy(), and with x += ..., x[:] = ... or methods that end in _ "
    "(such as .add_()), not with x = ..."
)


@pytest.mark.parametrize(
    ("body", "returns", "expected"),
    [
        pytest.param("x += 1", "anything", None, id="in place"),
        pytest.param("x += 1", "nothing", None, id="nothing returned"),
        pytest.param("return x.add_(1)", "same", None, id="the same returned"),
        pytest.param("x + 1", "anything", UNTOUCHED, id="untouched"),
        pytest.param("return x + 2", "anything", UNTOUCHED, id="another new one"),
        pytest.param("return x + 1", "anything", COPIED, id="a new one"),
        pytest.param("x = x.clone(); x += 1; return x", "same", COPIED, id="a clone"),
        pytest.param(
            "x += 1; return x",
            "nothing",
            "It is changed in place, and something is returned: it must return nothing.",
            id="something returned",
        ),
        pytest.param(
            "x += 1; return x.clone()",
            "same",
            "It is changed in place, but not returned: return the same object at the end.",
            id="a copy returned",
        ),
        pytest.param(
            "x += 2",
            "anything",
            "2 of 2 elements are wrong, the first at index [0]: it is 3.0, expected 2.0.",
            id="another change",
        ),
    ],
)
def test_in_place(answered, body, returns, expected):
    told = answered("in_place", CALL, "def f(x): x += 1", f"def f(x): {body}", returns=returns)
    assert told == (("passed", 1, "") if expected is None else ("failed", 0, expected))


def test_what_raises(answered):
    told = answered("in_place", CALL, "def f(x): x += 1", "def f(x): x += 'a'")
    assert told[0] == "error"
    assert told[2].startswith("work.py, line 1: TypeError: ")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("return x + 1", None, id="a new one"),
        pytest.param("x = x + 1; x += 1; return x", None, id="a copy is changed"),
        pytest.param(
            "x += 1; return x",
            "Argument 1 of f(...) was changed by the call, and must not be: work on a copy "
            "(.clone() for a tensor, .copy() for an array or a list). 2 of 2 elements are wrong, "
            "the first at index [0]: it is 2.0, expected 1.0.",
            id="changed",
        ),
    ],
)
def test_unchanged(answered, body, expected):
    told = answered("unchanged", CALL, "def f(x): return x", f"def f(x): {body}")
    assert told == (("passed", 1, "") if expected is None else ("failed", 0, expected))


def test_a_list_that_is_changed(answered):
    probe = {"of": {"call": "f", "args": ((1, 2),)}}
    told = answered("unchanged", probe, "def f(x): return x", "def f(x): x.append(3)")
    assert told[0] == "failed"
    assert told[2].startswith("Argument 1 of f(...) was changed by the call")


@pytest.mark.parametrize(
    ("check", "rules", "why"),
    [
        pytest.param("unchanged", {}, "write `when: made`", id="unchanged"),
        pytest.param("in_place", {}, "write `when: made`", id="in place"),
    ],
)
def test_a_variable_is_looked_at_as_made(check, rules, why):
    checker = checker_named(check)
    probe = checker.Probe.model_validate({"of": {"variable": "x"}})
    with pytest.raises(ValueError, match=why):
        checker.agree(probe, checker.Rules(**rules))


@pytest.mark.parametrize(
    ("probe", "rules", "why"),
    [
        pytest.param(MADE, {"returns": "same"}, "`returns` is for a call", id="a variable"),
        pytest.param({**CALL, "argument": 2}, {}, "more arguments", id="an argument too many"),
    ],
)
def test_what_does_not_go_together(probe, rules, why):
    checker = checker_named("in_place")
    with pytest.raises(ValueError, match=why):
        checker.agree(checker.Probe.model_validate(probe), checker.Rules(**rules))


CASES = {**CALL, "cases": (({"ones": (3, 2)},), ({"ones": (1,)},))}


@pytest.mark.parametrize(
    ("check", "body", "status"),
    [
        pytest.param("in_place", "x += 1", "passed", id="in place"),
        pytest.param("in_place", "x += x.dim()", "failed", id="wrong for a matrix"),
        pytest.param("in_place", "x[0] = 2", "failed", id="right for one element"),
        pytest.param("in_place", "x[1]; x += 1", "error", id="raises for the last"),
        pytest.param("unchanged", "return x + 1", "passed", id="unchanged"),
        pytest.param("unchanged", "x[0] = len(x) - 1", "failed", id="unchanged for the first"),
        pytest.param("unchanged", "x[1]", "error", id="unchanged, raises for the last"),
    ],
)
def test_every_case_counts(answered, check, body, status):
    told = answered(check, CASES, "def f(x): x += 1", f"def f(x): {body}")
    assert told[0] == status


@pytest.mark.parametrize("check", ["in_place", "unchanged"])
def test_a_case_that_is_not_told_of_is_nonsense(see, check):
    checker = checker_named(check)
    seen = see(check, CASES, {"f": lambda x: x.add_(1)})
    short = seen.model_copy(update={"cases": seen.cases[:1]})
    with pytest.raises(WireError, match="another number of cases"):
        checker.judge(short, seen, checker.Rules())


@pytest.mark.parametrize("check", ["in_place", "unchanged"])
def test_cases_are_for_calls(check):
    checker = checker_named(check)
    probe = checker.Probe.model_validate({**MADE, "cases": ((1,),)})
    with pytest.raises(ValueError, match="`cases` are for a call"):
        checker.agree(probe, checker.Rules())


def test_each_case_has_the_argument():
    checker = checker_named("in_place")
    probe = checker.Probe.model_validate({**CALL, "cases": ((),)})
    with pytest.raises(ValueError, match="counts more arguments than the call has"):
        checker.agree(probe, checker.Rules())
