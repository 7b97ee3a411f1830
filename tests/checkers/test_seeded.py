import pytest

REFERENCE = "import torch\ntorch.manual_seed(7)\nx = torch.rand(2)\n"


@pytest.mark.parametrize(
    ("program", "probe", "rules", "expected"),
    [
        pytest.param(REFERENCE, {"of": "x"}, {}, None, id="right"),
        pytest.param("import torch\ntorch.manual_seed(9)", {}, {"seed": 9}, None, id="by rule"),
        pytest.param(
            "import torch\ntorch.rand(1)\ntorch.manual_seed(7)",
            {},
            {"first": False},
            None,
            id="late, allowed",
        ),
        pytest.param(
            "import torch\ntorch.nn.Linear(1, 1)\ntorch.manual_seed(7)",
            {},
            {},
            "torch.manual_seed(7) is called after random numbers have been drawn: those do not "
            "follow from the seed. Call it first.",
            id="late, by a layer's weights",
        ),
        pytest.param(
            "import torch\ntorch.manual_seed('7')",
            {},
            {},
            "torch.manual_seed() is called with '7', expected is 7.",
            id="no number",
        ),
    ],
)
def test_seeded(answered, program, probe, rules, expected):
    if "'7'" in program:
        program = program.replace(
            "torch.manual_seed('7')", "try: torch.manual_seed('7')\nexcept Exception: pass"
        )
    told = answered("seeded", probe, REFERENCE, program, **rules)
    assert told == (("passed", 1, "") if expected is None else ("failed", 0, expected))


def test_numpy(answered):
    probe = {"function": "numpy.random.seed", "of": "x"}
    source = "import numpy as np\nnp.random.seed(3)\nx = np.random.rand(2)\n"
    assert answered("seeded", probe, source, source) == ("passed", 1, "")


def test_a_generator_of_its_own(answered):
    probe = {"function": "numpy.random.default_rng", "of": "x"}
    source = "import numpy as np\nx = np.random.default_rng(3).random(2)\n"
    assert answered("seeded", probe, source, source) == ("passed", 1, "")
    other = "import numpy as np\nnp.random.default_rng(3)\nx = np.random.default_rng().random(2)\n"
    assert answered("seeded", probe, source, other)[2].startswith(
        "It is another value in every run"
    )
