import pytest

from grader.checkers import checker_named

REFERENCE = "import torch\ntorch.manual_seed(3)\nx = torch.rand(2)\n"
SEED = {"function": "torch.manual_seed"}


@pytest.mark.parametrize(
    ("program", "probe", "rules", "expected"),
    [
        pytest.param(REFERENCE, SEED, {}, None, id="called"),
        pytest.param("x = 1", SEED, {}, "torch.manual_seed() is not called.", id="not called"),
        pytest.param("x = 1", SEED, {"at_most": 0}, None, id="must not be, is not"),
        pytest.param(
            REFERENCE,
            SEED,
            {"at_most": 0},
            "torch.manual_seed() must not be called.",
            id="must not",
        ),
        pytest.param(
            REFERENCE,
            SEED,
            {"at_least": 2},
            "torch.manual_seed() is called 1 time; at least 2 are expected.",
            id="too seldom",
        ),
        pytest.param(REFERENCE, SEED, {"args": (3,)}, None, id="arguments"),
        pytest.param(
            "import torch\ntorch.manual_seed(seed=3)",
            SEED,
            {"kwargs": {"seed": 3}},
            None,
            id="named",
        ),
        pytest.param(
            REFERENCE,
            SEED,
            {"kwargs": {"seed": 3}},
            "torch.manual_seed() is called, but never with the arguments that are asked for. "
            "Its last call: torch.manual_seed(3).",
            id="not named",
        ),
        pytest.param(REFERENCE, SEED, {"as_reference": True}, None, id="as the reference"),
        pytest.param(
            "import torch\ntorch.manual_seed(4)",
            SEED,
            {"as_reference": True},
            "torch.manual_seed() is called, but never with the arguments that are asked for. "
            "Its last call: torch.manual_seed(4).",
            id="not as the reference",
        ),
        pytest.param(REFERENCE, {**SEED, "then": "torch.rand"}, {}, None, id="before another"),
        pytest.param(
            "import torch\ntorch.rand(1)\ntorch.manual_seed(3)\ntorch.rand(1)",
            {**SEED, "then": "torch.rand"},
            {},
            "torch.manual_seed() is called too late: torch.rand() is called before it.",
            id="after it",
        ),
        pytest.param(
            "import torch\nfrom torch import nn\nnn.init.normal_(torch.empty(2))",
            {"function": "torch.Tensor.normal_"},
            {},
            "torch.Tensor.normal_() is not called.",
            id="by a library",
        ),
        pytest.param(
            "import torch\nfrom torch import nn\nnn.init.normal_(torch.empty(2))",
            {"function": "torch.Tensor.normal_"},
            {"indirect": True},
            None,
            id="by a library, counted",
        ),
    ],
)
def test_called(answered, program, probe, rules, expected):
    told = answered("called", probe, REFERENCE, program, **rules)
    assert told == (("passed", 1, "") if expected is None else ("failed", 0, expected))


DURING = {"function": "torch.relu", "during": {"call": "f", "args": ({"ones": (2,)},)}}


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        pytest.param("import torch\ndef f(x): return torch.relu(x)", "passed", id="in the call"),
        pytest.param(
            "import torch\ndef f(x): return x\ntorch.relu(torch.ones(1))", "failed", id="before it"
        ),
        pytest.param("def f(x): return 1 / 0", "error", id="raises"),
    ],
)
def test_during_a_call(answered, program, expected):
    assert answered("called", DURING, "def f(x): return x", program)[0] == expected


def test_exactly_or_at_least():
    checker = checker_named("called")
    with pytest.raises(ValueError, match="`times` says how often exactly"):
        checker.agree(checker.Probe(function="f"), checker.Rules(times=1, at_most=2))
