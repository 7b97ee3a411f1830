"""Other right ways to write the workout's functions: each of them passes every item."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from grader.grading import Grader
from grader.runner import Runner
from grader.sources import read_submission
from grader.specs import load_set

ROOT = Path(__file__).parents[2]
SET = ROOT / "problems" / "tensor-workout"
SAMPLE = ROOT / "submissions" / "tensor-workout" / "complete.ipynb"

WAYS = {
    "the reference": "",
    "methods for indices": """
        def last_row(x):
            return x.select(0, x.shape[0] - 1)

        def third_column(x):
            return x.narrow(1, 2, 1)

        def top_left(x):
            return x[:2][:, :3]

        def every_other(x):
            return x.T[1::2].T[::2]

        def select_columns(x, columns):
            return torch.index_select(x, 1, torch.tensor(columns))

        def pick(x, columns):
            return x.gather(1, columns.unsqueeze(1)).squeeze(1)

        def mark(x, rows, columns):
            return x.index_put_((rows, columns), torch.tensor(-1.0))
    """,
    "paint in another order": """
        def paint(x):
            x[1:-1:2] = 5
            x[2:-1:2] = 0
            x[1:-1, 0] = 3
            x[1:-1, -1] = 4
            x[0], x[-1] = 1, 2
            return x
    """,
    "paint with methods": """
        def paint(x):
            x.zero_()[1:-1:2].fill_(5)
            x[:, 0] = 3
            x[:, -1] = 4
            x[0] = 1
            x[-1] = 2
            return x
    """,
    "other masks": """
        def without_negatives(x):
            return x * (x > 0)

        def between(x, low, high):
            return torch.masked_select(x, (low <= x).logical_and(x < high))

        def count_positive(x):
            return int(torch.count_nonzero(x > 0))
    """,
    "masks again": """
        def without_negatives(x):
            result = x.detach().clone()
            result[~(result >= 0)] = 0.0
            return result

        def between(x, low, high):
            return x.reshape(-1)[torch.bitwise_and(x >= low, x < high).flatten()]

        def count_positive(x):
            return len(x[x > 0])
    """,
    "other puzzles": """
        def interleave(x):
            return torch.stack(x.chunk(2), dim=1).flatten()

        def patches(image, size):
            cut = image.unfold(0, size, size).unfold(1, size, size)
            return cut.contiguous().view(-1, size, size)
    """,
    "puzzles by slices": """
        def interleave(x):
            result = torch.empty_like(x)
            half = len(x) // 2
            result[::2], result[1::2] = x[:half], x[half:]
            return result

        def patches(image, size):
            h, w = image.shape
            blocks = image.view(h // size, size, w // size, size)
            return blocks.swapaxes(1, 2).flatten(0, 1)
    """,
    "one-hot by comparing": """
        def one_hot(labels, classes):
            return (labels[:, None] == torch.arange(classes)).float()

        def labels_of(matrix):
            return matrix.max(1)[1]
    """,
    "one-hot by scattering": """
        def one_hot(labels, classes):
            zeros = torch.zeros(labels.shape[0], classes)
            return zeros.scatter_(1, labels.view(-1, 1), 1.0)

        def labels_of(matrix):
            return torch.argmax(matrix, dim=-1)
    """,
    "one-hot by the identity": """
        def one_hot(labels, classes):
            return torch.eye(classes)[labels]

        def labels_of(matrix):
            return matrix.topk(1, dim=1).indices.squeeze(1)
    """,
    "products by name": """
        def batch_product(a, b):
            return torch.bmm(a, b)

        def row_dots(u, v):
            return torch.einsum("ij,ij->i", u, v)
    """,
    "products by broadcasting": """
        def batch_product(a, b):
            return (a.unsqueeze(-1) * b.unsqueeze(1)).sum(2)

        def row_dots(u, v):
            return (u.unsqueeze(1) @ v.unsqueeze(2)).reshape(-1)
    """,
    "the mean of the squares": """
        def normalise(x):
            n = len(x)
            mean = x.sum(0, keepdim=True) / n
            variance = ((x**2).sum(0, keepdim=True) - n * mean**2) / (n - 1)
            return (x - mean) / variance**0.5
    """,
    "sums by a product": """
        def column_sums(x):
            return torch.ones(len(x), dtype=x.dtype) @ x

        def normalise(x):
            centred = x.clone()
            centred -= column_sums(x) / len(x)
            centred /= torch.sqrt(column_sums(centred.square()) / (len(x) - 1))
            return centred
    """,
}


@pytest.fixture(scope="module")
def grader(runner: Runner) -> Grader:
    return Grader(load_set(SET), runner, seed=5)


@pytest.mark.parametrize("way", [pytest.param(way, id=name) for name, way in WAYS.items()])
def test_other_right_ways_pass(way: str, grader: Grader, tmp_path: Path) -> None:
    path = tmp_path / "student.py"
    path.write_text(renamed_reference(way) + textwrap.dedent(way), "utf-8")
    assert not_passed(grader, path) == []


def test_the_sample_passes(grader: Grader) -> None:
    assert not_passed(grader, SAMPLE) == []


def renamed_reference(way: str) -> str:
    """The reference without the functions that the other way writes."""
    parts = (SET / "reference.py").read_text("utf-8").split("\n\n\n")
    written = [f"def {line.split('def ')[1].split('(')[0]}(" for line in way.splitlines()
               if line.strip().startswith("def ")]  # fmt: skip
    return "\n\n\n".join(p for p in parts if not p.startswith(tuple(written))) + "\n"


def not_passed(grader: Grader, path: Path) -> list[str]:
    report = grader.grade(read_submission(path))
    return [
        f"{each.problem}/{each.item}: {each.status}: {each.message}"
        for each in report.items
        if each.status != "passed"
    ]
