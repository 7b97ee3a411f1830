import pytest

from grader.checkers.returns import Probe

CASES = ((1,), (2,), (-3,))


@pytest.mark.parametrize(
    ("program", "rules", "expected"),
    [
        pytest.param("def f(x): return x * x", {}, ("passed", 1, ""), id="right"),
        pytest.param(
            "def f(x): return x + 1",
            {},
            (
                "failed",
                0,
                "All 3 inputs that were tried fail. Called with 1: It is 2, expected 1.",
            ),
            id="wrong everywhere",
        ),
        pytest.param(
            "def f(x): return x * abs(x)",
            {"partial": True},
            (
                "failed",
                2 / 3,
                "1 of 3 inputs that were tried fail. Does it count on one special case? Called "
                "with -3: It is -9, expected 9.",
            ),
            id="wrong for one",
        ),
        pytest.param(
            "def f(x):\n    return {1: 1, 2: 4}[x]",
            {},
            (
                "failed",
                0,
                "1 of 3 inputs that were tried fail. Does it count on one special case? Called "
                "with -3: it raised an exception. work.py, line 2: KeyError: -3",
            ),
            id="raises for one",
        ),
        pytest.param(
            "def f(x): return x * x + 1e-9",
            {"types": ("int", "float"), "dtype": "any", "rtol": 0.0, "atol": 1e-6},
            ("passed", 1, ""),
            id="tolerance",
        ),
    ],
)
def test_numbers(answered, program, rules, expected):
    probe = {"call": "f", "cases": CASES}
    assert answered("returns", probe, "def f(x): return x**2", program, **rules) == expected


def test_a_size_that_is_written_down(answered):
    cases = ({"randn": (8, 4)},), ({"randn": (2, 3)},), ({"arange": 5, "dtype": "float32"},)
    told = answered(
        "returns",
        {"call": "f", "cases": cases, "times": 2},
        "def f(x): return x.sum() / x.numel()",
        "def f(x): return x.sum() / 32",
    )
    status, _, message = told
    assert status == "failed"
    assert message.startswith(
        "4 of 6 inputs that were tried fail. Does it count on one size, or on one special case? "
        "Called with [0.0, 1.0, 2.0, 3.0, 4.0] (shape (5,)): "
    )


def test_a_large_input_is_described(answered):
    told = answered(
        "returns",
        {"call": "f", "cases": (({"zeros": (9, 9)}, 2),)},
        "def f(x, n): return n",
        "def f(x, n): return 1",
    )
    assert told == (
        "failed",
        0,
        "Called with a tensor of shape (9, 9) and dtype torch.float32, 2: It is 1, expected 2.",
    )


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        pytest.param("def f(): raise KeyError(1)", ("passed", 1, ""), id="as the reference"),
        pytest.param(
            "def f(): return 1",
            ("failed", 0, "Called with no arguments: it must raise KeyError, and raised nothing."),
            id="nothing",
        ),
        pytest.param(
            "def f(): raise ValueError(1)",
            (
                "failed",
                0,
                "Called with no arguments: it must raise KeyError. work.py, line 1: ValueError: 1",
            ),
            id="another",
        ),
    ],
)
def test_a_reference_that_raises(answered, program, expected):
    probe = {"call": "f", "cases": ((),)}
    assert answered("returns", probe, "def f(): raise KeyError(0)", program) == expected


def test_a_method_of_an_object_made_for_each_case(answered):
    probe = {
        "call": "Counter.add",
        "constructor": {"args": (10,)},
        "cases": ((1,), (1,)),
    }
    source = (
        "class Counter:\n"
        "    def __init__(self, n): self.n = n\n"
        "    def add(self, x):\n"
        "        self.n += x\n"
        "        return self.n\n"
    )
    assert answered("returns", probe, source.replace("self.n\n", "11\n"), source)[0] == "passed"


def test_changing_the_input_does_not_change_the_next_case(answered):
    probe = {"call": "f", "cases": (({"ones": (2,)},),), "times": 3}
    reference = "def f(x): return x + 1"
    assert answered("returns", probe, reference, "def f(x): return x.add_(1)")[0] == "passed"


def test_times_writes_the_cases_out():
    probe = Probe.model_validate({"call": "f", "cases": ((1,), (2,)), "times": 3})
    assert (probe.cases, probe.times) == (((1,), (2,)) * 3, 1)
    assert Probe.model_validate(probe.model_dump()) == probe
    with pytest.raises(ValueError, match="at most 200"):
        Probe.model_validate({"call": "f", "cases": ((1,), (2,)), "times": 101})


SORTED = "def f(x): return x.sort().values"


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        pytest.param({"order": "any"}, ("passed", 1, ""), id="order"),
        pytest.param({"up_to": ("sign",)}, ("failed", 0, "the sign"), id="another freedom"),
        pytest.param({}, ("failed", 0, "elements are wrong"), id="none"),
    ],
)
def test_what_is_free_about_results(answered, rules, expected):
    probe = {"call": "f", "cases": (({"array": (3.0, 1.0, 2.0)},),)}
    status, score, message = answered("returns", probe, SORTED, "def f(x): return x", **rules)
    assert (status, score) == expected[:2]
    assert expected[2] in message


@pytest.mark.parametrize(
    ("cases", "question"),
    [
        pytest.param(
            (({"ones": (2,)},), ({"zeros": (2,)},)),
            "Does it count on one special case? Called",
            id="one size",
        ),
        pytest.param(
            (({"ones": (2,)},), ({"zeros": (3,)},)),
            "Does it count on one size, or on one special case? Called",
            id="two sizes",
        ),
        pytest.param(
            (((1, 1),), ((0, 0, 0),)),
            "Does it count on one size, or on one special case? Called",
            id="lists",
        ),
    ],
)
def test_sizes_are_spoken_of_where_they_differ(answered, cases, question):
    probe = {"call": "f", "cases": cases}
    special = "def f(x): return 2 if x[0] else 7"
    status, _, message = answered("returns", probe, "def f(x): return 2 if x[0] else 0", special)
    assert status == "failed"
    assert message.startswith(f"1 of 2 inputs that were tried fail. {question} with ")
