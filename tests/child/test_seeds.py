"""Seeds, and salts that make a second run differ."""

from __future__ import annotations

import pytest

DRAWS = {
    "python": "import random; x = random.random()",
    "numpy": "import numpy; x = float(numpy.random.rand())",
    "torch": "import torch; x = float(torch.rand(1))",
}
OWN = {
    "random.seed": "import random; random.seed(7); x = random.random()",
    "random.seed, named": "import random; random.seed(a=7); x = random.random()",
    "random.seed, text": "import random; random.seed('7'); x = random.random()",
    "random.seed, bytes": "import random; random.seed(b'7'); x = random.random()",
    "random.seed, float": "import random; random.seed(7.5); x = random.random()",
    "random.Random": "import random; x = random.Random(7).random()",
    "numpy.random.seed": "import numpy; numpy.random.seed(7); x = float(numpy.random.rand())",
    "default_rng": "import numpy; x = numpy.random.default_rng(7).random()",
    "default_rng, wide": "import numpy; x = numpy.random.default_rng(2**50).random()",
    "default_rng, named": "import numpy; x = numpy.random.default_rng(seed=7).random()",
    "RandomState": "import numpy; x = numpy.random.RandomState(7).rand()",
    "numpy int": "import numpy; numpy.random.seed(numpy.int64(7)); x = float(numpy.random.rand())",
    "torch.manual_seed": "import torch; torch.manual_seed(7); x = float(torch.rand(1))",
    "torch.manual_seed, negative": "import torch; torch.manual_seed(-7); x = float(torch.rand(1))",
    "torch.random.manual_seed": (
        "import torch; torch.random.manual_seed(7); x = float(torch.rand(1))"
    ),
    "torch.Generator": (
        "import torch; x = float(torch.rand(1, generator=torch.Generator().manual_seed(7)))"
    ),
}


def x_of(runner, source, **job):
    ran = runner.module(source, probe=lambda run: run.namespace.get("x"), **job)
    assert ran.cell.error is None
    return ran.probed


@pytest.mark.parametrize("source", DRAWS.values(), ids=DRAWS)
def test_the_runs_seed_decides_what_is_drawn(runner, source):
    first, again, other = (x_of(runner, source, seed=seed) for seed in (2**62 + 1, 2**62 + 1, 5))
    assert first == again != other


@pytest.mark.parametrize("source", OWN.values(), ids=OWN)
def test_a_seed_of_the_programs_own_holds_without_a_salt_and_is_mixed_with_one(runner, source):
    plain, same = (x_of(runner, source, seed=seed) for seed in (1, 2))
    salted, again, other = (x_of(runner, source, seed=1, salt=salt) for salt in (3, 3, 2**62))
    assert plain == same
    assert salted == again
    assert len({plain, salted, other}) == 3


def test_without_a_salt_nothing_is_wrapped(runner):
    source = (
        "import random, numpy, torch\n"
        "x = [hasattr(f, '__wrapped__') for f in (random.seed, random.Random.seed,"
        " numpy.random.seed, numpy.random.default_rng, torch.manual_seed)]"
        " + [torch.Generator is not torch._C.Generator]\n"
    )
    assert x_of(runner, source) == [False] * 6
    assert x_of(runner, source, salt=1) == [True] * 6


def test_what_is_wrapped_looks_as_before(runner):
    source = (
        "import numpy, torch, random\n"
        "mine = torch.Generator()\n"
        "state = numpy.random.RandomState(1)\n"
        "x = [torch.manual_seed.__name__, numpy.random.seed.__doc__, random.seed.__name__,\n"
        "     torch.Generator.__name__, torch.Generator.__doc__,\n"
        "     numpy.random.RandomState.__name__,\n"
        "     numpy.random.RandomState.__module__,\n"
        "     isinstance(torch.default_generator, torch.Generator),\n"
        "     isinstance(mine, torch.Generator),\n"
        "     isinstance(numpy.random.mtrand._rand, numpy.random.RandomState),\n"
        "     isinstance(state, numpy.random.RandomState), isinstance(1, torch.Generator),\n"
        "     issubclass(torch._C.Generator, torch.Generator),\n"
        "     torch.manual_seed(1) is torch.default_generator]\n"
    )
    assert x_of(runner, source, salt=1) == x_of(runner, source)


@pytest.mark.parametrize(
    "call",
    [
        "numpy.random.seed(-1)",
        "numpy.random.seed(2**32)",
        "numpy.random.seed('a')",
        "numpy.random.default_rng(-1)",
        "torch.manual_seed(2**64)",
        "torch.manual_seed('a')",
    ],
)
def test_a_seed_that_is_refused_is_refused_with_a_salt_too(runner, call):
    source = f"import numpy, torch\n{call}"
    plain, salted = (runner.module(source, salt=salt).cell.error for salt in (0, 5))
    assert plain is not None
    assert (plain.type, plain.place) == (salted.type, salted.place)
