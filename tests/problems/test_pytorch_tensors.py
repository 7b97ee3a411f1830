"""Other right ways to solve the exercises on tensors: each of them passes every item."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.grading import Grader
from grader.runner import Runner
from grader.sources import read_submission
from grader.specs import load_set

ROOT = Path(__file__).parents[2]
SET = ROOT / "problems" / "pytorch-tensors"
SAMPLE = ROOT / "submissions" / "pytorch-tensors" / "complete.ipynb"

WAYS = {
    "the reference": {},
    "other functions that make tensors": {
        "counts": "counts = torch.IntTensor([[1, 2, 3], [4, 5, 6]])",
        "precise": "precise = torch.tensor([0.1, 0.2, 0.3], dtype=torch.double)",
        "trainable": "trainable = torch.tensor([1.0, 2.0, 3.0]).requires_grad_()",
        "placed": "placed = torch.Tensor([5, 7]).to(device)",
        "ones_array": "ones_array = np.full((2, 3), 1, np.float32)",
        "ones_tensor": "ones_tensor = torch.from_numpy(ones_array).clone()",
        "ones_dtype": "ones_dtype = torch.float32",
        "whole": "whole = torch.arange(1, 4)",
        "old_style": "old_style = torch.FloatTensor([1, 2, 3])",
        "uniform": "uniform = torch.empty(5, 3).uniform_()",
        "stretched": "stretched = torch.empty(1000).uniform_(-1, 1)",
        "block": "block = torch.full((2, 3, 4), 0.0)",
        "measured": "measured = np.arange(6.0)",
        "grid": "grid = torch.linspace(0, 11, 12).view(3, 4)",
        "scores": "scores = torch.Tensor([5, 3, 4, 1])",
    },
    "trainable as a parameter's data": {
        "trainable": "trainable = torch.ones(3).cumsum(0).requires_grad_(True)",
        "placed": "placed = torch.as_tensor([5.0, 7.0], device=torch.device(device))",
    },
    "attributes for methods": {
        "block_size": "block_size = block.shape",
        "block_rank": "block_rank = block.ndim",
        "block_columns": "block_columns = block.shape[-1]",
        "block_elements": "block_elements = 2 * 3 * 4",
    },
    "a tuple for the size": {
        "block_size": "block_size = tuple(block.shape)",
        "block_rank": "block_rank = len(block.shape)",
        "block_columns": "block_columns = len(block[0][0])",
        "block_elements": "block_elements = block.nelement()",
    },
    "other ways to share": {
        "measured_tensor": "measured_tensor = torch.as_tensor(measured)",
        "measured_again": "measured_again = np.asarray(measured_tensor)",
        "sharing": "sharing = torch.from_numpy(doubles)",
        "rounded": "rounded = torch.from_numpy(doubles).float()",
        "pair_array": "pair_array = np.asarray(pair)",
    },
    "sharing by the protocol": {
        "measured_tensor": "measured_tensor = torch.from_dlpack(measured)",
        "measured_again": "measured_again = measured_tensor.detach().cpu().numpy()",
        "sharing": "sharing = torch.asarray(doubles)",
        "rounded": "rounded = torch.asarray(doubles, dtype=torch.float)",
    },
    "other views and copies": {
        "second_row": "second_row = grid.select(0, 1)",
        "even_columns": "even_columns = grid[:, 0:3:2]",
        "turned": "turned = grid.transpose(0, 1)",
        "kept_row": "kept_row = torch.tensor(grid[1].tolist())",
        "chosen_rows": "chosen_rows = torch.stack((grid[0], grid[2]))",
    },
    "views of views": {
        "second_row": "second_row = grid[1, :]",
        "even_columns": "even_columns = grid.T[::2].T",
        "turned": "turned = grid.permute(1, 0)",
        "kept_row": "kept_row = second_row.detach().clone()",
        "chosen_rows": "chosen_rows = grid[::2].clone()",
    },
    "double precision": {
        "placed": "placed = torch.tensor([5.0, 7.0], dtype=torch.float64)",
        "stretched": "stretched = torch.from_numpy(np.random.uniform(-1, 1, 1000))",
        "grid": "grid = torch.arange(12, dtype=torch.float64).reshape(3, 4)",
        "u": "u = torch.tensor([4.0, 6.0], dtype=torch.float64)",
        "v": "v = torch.tensor([2.0, 3.0], dtype=torch.float64)",
    },
    "other ways out": {
        "number": "number = float(single)",
        "third": "third = scores.tolist()[2]",
    },
    "functions for operators": {
        "elementwise_sum": "elementwise_sum = torch.add(u, v)",
        "elementwise_difference": "elementwise_difference = u.sub(v)",
        "elementwise_product": "elementwise_product = torch.mul(u, v)",
        "doubled": "doubled = u + u",
        "dot_product": "dot_product = u @ v",
    },
    "sums for products": {
        "elementwise_difference": "elementwise_difference = u.clone().sub_(v)",
        "doubled": "doubled = torch.mul(u, 2)",
        "dot_product": "dot_product = (u * v).sum()",
        "squared_distance": "squared_distance = lambda a, b: ((a - b) ** 2).sum()",
        "blend": "blend = lambda weight, a, b: b + weight * (a - b)",
    },
    "torch.lerp and the norm": {
        "squared_distance": "squared_distance = lambda a, b: torch.norm(a - b) ** 2",
        "blend": "blend = lambda weight, a, b: torch.lerp(b, a, weight)",
    },
}


@pytest.fixture(scope="module")
def grader(runner: Runner) -> Grader:
    return Grader(load_set(SET), runner, seed=5)


@pytest.mark.parametrize("way", [pytest.param(way, id=name) for name, way in WAYS.items()])
def test_other_right_ways_pass(way: dict[str, str], grader: Grader, tmp_path: Path) -> None:
    path = tmp_path / "student.py"
    path.write_text(with_other_answers((SET / "reference.py").read_text("utf-8"), way), "utf-8")
    assert not_passed(grader, path) == []


def test_the_sample_passes(grader: Grader) -> None:
    assert not_passed(grader, SAMPLE) == []


def with_other_answers(source: str, answers: dict[str, str]) -> str:
    """The program with other assignments for those names; a function's stands behind it."""
    lines = source.splitlines()
    for name, answer in answers.items():
        places = [n for n, line in enumerate(lines) if line.startswith(f"{name} = ")]
        if places:
            (place,) = places
            lines[place] = answer
        else:
            assert f"def {name}(" in source
            lines.append(answer)
    return "\n".join(lines) + "\n"


def not_passed(grader: Grader, path: Path) -> list[str]:
    report = grader.grade(read_submission(path))
    return [
        f"{each.problem}/{each.item}: {each.status}: {each.message}"
        for each in report.items
        if each.status != "passed"
    ]
