"""Other right ways to solve two sets, on autograd and on whole arrays: each passes every item."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.grading import Grader
from grader.runner import Runner
from grader.sources import read_submission
from grader.specs import load_set

ROOT = Path(__file__).parents[2]
Changes = dict[str, str]

AUTOGRAD: dict[str, Changes] = {
    "tracking switched on afterwards": {
        "tracked = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)": (
            "tracked = torch.arange(1.0, 4.0)\ntracked.requires_grad_()"
        ),
        "mixed = tracked * constant": "mixed = torch.mul(constant, tracked)",
        "a = torch.tensor(2.0, requires_grad=True)": "a = torch.tensor(2.0).requires_grad_()",
        "square = a**2": "square = a.square()",
        "slope = a.grad.item()": "slope = float(a.grad)",
        "f = u * v + u**2": "f = u * (u + v)",
    },
    "double precision": {
        "[1.0, 2.0, 3.0], requires": "[1.0, 2.0, 3.0], dtype=torch.float64, requires",
        "a = torch.tensor(2.0,": "a = torch.tensor(2.0, dtype=torch.float64,",
        "t = torch.tensor(3.0,": "t = torch.tensor(3.0, dtype=torch.double,",
        "base = torch.tensor([1.0, 2.0],": "base = torch.tensor([1.0, 2.0], dtype=torch.float64,",
        "w = torch.rand(4,": "w = torch.rand(4, dtype=torch.float64,",
        "b = torch.rand(4,": "b = torch.rand(4, dtype=torch.float64,",
    },
    "gradients asked for and set by hand": {
        "    (point**2).backward()\n    return point.grad.item()": (
            "    (slope,) = torch.autograd.grad(point * point, point)\n    return slope.item()"
        ),
        "    return q + 2 * p, p": "    return [q + 2 * p, p.clone()]",
        "(t**2).backward()\n(t**2).backward()": (
            "power = t * t\npower.backward(retain_graph=True)\npower.backward()"
        ),
        "t.grad.zero_()\n(t**3)": "t.grad = None\n(t**3)",
        "        point.grad.zero_()": "        point.grad = None",
        "            point -= rate * point.grad": "            point.sub_(rate * point.grad)",
    },
    "data in place of no_grad": {
        "        with torch.no_grad():\n            point -= rate * point.grad": (
            "        point.data = point.data - rate * point.grad.data"
        ),
        "doubled = 2 * base": "doubled = base + base",
        "cut = doubled.detach()": "cut = doubled.data",
        "with torch.no_grad():\n    quiet = 3 * base": (
            "with torch.inference_mode():\n    quiet = 3 * base\nquiet = quiet.clone()"
        ),
        "product = (base * cut).sum()": "product = base.dot(cut)",
        "product.backward()": "torch.autograd.backward(product)",
    },
    "the network, otherwise": {
        "x = torch.rand(4, requires_grad=True)": "x = torch.randn(4).requires_grad_()",
        "z = (w * x + b).mean()": "z = torch.dot(w, x) / 4 + b.sum() / 4",
        "q = z.detach()": "q = torch.tensor(z.item())",
        "had_gradient = w.grad is not None": "had_gradient = isinstance(w.grad, torch.Tensor)",
        "weights = torch.randn(5, 3, requires_grad=True)": (
            "weights = torch.nn.Parameter(torch.randn(5, 3))"
        ),
        "bias = torch.randn(3, requires_grad=True)": "bias = torch.nn.Parameter(torch.randn(3))",
        "logits = torch.matmul(inputs, weights) + bias": (
            "logits = torch.nn.functional.linear(inputs, weights.T, bias)"
        ),
        "loss = binary_cross_entropy_with_logits(logits, labels)": (
            "loss = torch.nn.BCEWithLogitsLoss()(logits, labels)"
        ),
        "    return torch.outer(inputs, error), error": (
            "    return inputs.reshape(-1, 1) @ error.reshape(1, -1), error"
        ),
    },
}

VECTORISATION: dict[str, Changes] = {
    "a decorator with wraps": {
        "    def wrapper(*args, **kwargs):": (
            "    import functools\n\n    @functools.wraps(func)\n"
            "    def wrapper(*values, **names):\n        args, kwargs = values, names"
        ),
        "start_time = time.time()": "start_time = time.perf_counter()",
        "end_time = time.time()": "end_time = time.perf_counter()",
        "        func(*args, **kwargs)": "        _ = func(*args, **kwargs)",
        "    time.sleep(seconds)": "    end = time.monotonic() + seconds\n"
        "    while time.monotonic() < end:\n        time.sleep(0.001)",
    },
    "a list that is appended to": {
        "    result = np.zeros(len(array))\n": "    result = []\n",
        "        result[i] = abs(array[i])\n    return result": (
            "        result.append(abs(array[i]))\n    return np.array(result)"
        ),
        "    return np.abs(array)": "    return np.sqrt(array**2)",
        "np.random.randn(10_000)": "np.random.default_rng().normal(size=10_000)",
        "speedup = time1 / time2": "speedup = 1 / (time2 / time1)",
        '{speedup} times faster than for loop.")': '{speedup:.0f} times faster")',
    },
    "a comprehension for the loop": {
        "    result = np.zeros(len(array))\n    for i in range(len(array)):\n"
        "        result[i] = abs(array[i])\n    return result": (
            "    return np.array([abs(number) for number in array])"
        ),
        "    return np.abs(array)": "    return np.maximum(array, -array)",
    },
    "other operations on whole arrays": {
        "    return np.dot(a, b)": "    return np.einsum('i,i->', a, b)",
        "    return x[1:] - x[:-1]": "    return np.diff(x)",
        "    return (x - x.mean(axis=0)) / x.std(axis=0)": (
            "    centred = x - np.mean(x, 0)\n    return centred / np.sqrt((centred**2).mean(0))"
        ),
        "    return np.where(x > 0, x, 0.0)": "    return np.maximum(x, 0)",
        "    result = np.zeros((len(labels), classes))\n"
        "    result[np.arange(len(labels)), labels] = 1.0\n    return result": (
            "    return (labels[:, None] == np.arange(classes)).astype(float)"
        ),
        "    differences = a[:, np.newaxis] - b[np.newaxis]\n"
        "    return (differences**2).sum(axis=2)": (
            "    squares = (a**2).sum(1)[:, None] + (b**2).sum(1)\n    return squares - 2 * a @ b.T"
        ),
        "    return a @ b": "    return a.bmm(b)",
    },
    "methods and copies": {
        "    return np.dot(a, b)": "    return float((a * b).sum())",
        "    return (x - x.mean(axis=0)) / x.std(axis=0)": (
            "    result = x.copy()\n    result -= result.mean(axis=0)\n"
            "    result /= np.std(result, axis=0)\n    return result"
        ),
        "    return np.where(x > 0, x, 0.0)": "    return x * (x > 0)",
        "    result = np.zeros((len(labels), classes))\n"
        "    result[np.arange(len(labels)), labels] = 1.0\n    return result": (
            "    return np.eye(classes)[labels]"
        ),
    },
}

WAYS = [
    pytest.param(slug, way, id=f"{slug}: {name}")
    for slug, ways in (("pytorch-autograd", AUTOGRAD), ("vectorisation", VECTORISATION))
    for name, way in ways.items()
]


@pytest.mark.parametrize(("slug", "way"), WAYS)
def test_other_right_ways_pass(slug: str, way: Changes, runner: Runner, tmp_path: Path) -> None:
    source = (ROOT / "problems" / slug / "reference.py").read_text("utf-8")
    for old, new in way.items():
        assert source.count(old) == 1, old
        source = source.replace(old, new)
    path = tmp_path / "student.py"
    path.write_text(source, "utf-8")
    assert not_passed(slug, runner, path) == []


@pytest.mark.parametrize("slug", ["pytorch-autograd", "vectorisation"])
def test_the_sample_passes(slug: str, runner: Runner) -> None:
    assert not_passed(slug, runner, ROOT / "submissions" / slug / "complete.ipynb") == []


def not_passed(slug: str, runner: Runner, path: Path) -> list[str]:
    report = Grader(load_set(ROOT / "problems" / slug), runner, seed=5).grade(read_submission(path))
    return [
        f"{each.problem}/{each.item}: {each.status}: {each.message}"
        for each in report.items
        if each.status != "passed"
    ]
