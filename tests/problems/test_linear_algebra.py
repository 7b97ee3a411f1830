"""Other right ways through the linear algebra: other signs, orders, phases and styles."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.grading import Grader
from grader.runner import Runner
from grader.sources import read_submission
from grader.specs import load_set

ROOT = Path(__file__).parents[2]
NUMPY, TORCH = (f"{library}-linear-algebra" for library in ("numpy", "torch"))

EIG = "eigenvalues, eigenvectors = np.linalg.eig(X)\n"
SVD = "u, k, v = np.linalg.svd(X)\n"
DIRECTION = "    return vectors[:, np.argmax(values)]"
HAS_INVERSE = "bool(rows == columns and np.linalg.matrix_rank(x) == rows)"
INVERSE = """\
    if np.linalg.matrix_rank(x) < len(x):
        return None
    return np.linalg.inv(x)"""
UNIT_ROWS = "    return x / np.where(lengths == 0.0, 1.0, lengths)"

NUMPY_WAYS = {
    "a seed of its own": ("X = np.random", "np.random.seed(0)\nX = np.random"),
    "a generator": ("X = np.random.rand(3, 3)", "X = np.random.default_rng().random((3, 3))"),
    "rank as an int": ("np.linalg.matrix_rank(S)", "int(np.linalg.matrix_rank(S))"),
    "rank by singular values": (
        "np.linalg.matrix_rank(X)",
        "np.count_nonzero(np.linalg.svd(X)[1] > 1e-9)",
    ),
    "S stacked": ("np.array([X[0], X[1], X[0] + X[1]])", "np.vstack([X[:2], X[0] + X[1]])"),
    "S as a list": ("np.array([X[0], X[1], X[0] + X[1]])", "[X[0], X[1], X[0] + X[1]]"),
    "NumPy's bool": (HAS_INVERSE, "np.linalg.matrix_rank(x) == rows and rows == columns"),
    "bool by singular values": (
        HAS_INVERSE,
        "rows == columns and np.linalg.svd(x)[1].min() > 1e-12 * np.linalg.norm(x)",
    ),
    "trace added up": ("X_trace = np.trace(X)", "X_trace = sum(X[i, i] for i in range(3))"),
    "trace as a 0-d array": ("np.trace(a @ b)", "np.array(np.einsum('ij,ji', a, b))"),
    "trace as a float": ("np.trace(a @ b)", "float((a * b.T).sum())"),
    "products in a loop": (
        "return np.matmul(a, b)",
        "return np.stack([one @ other for one, other in zip(a, b)])",
    ),
    "products by einsum": ("return np.matmul(a, b)", "return np.einsum('nij,njk->nik', a, b)"),
    "determinant from the other": (
        "swapped_det = np.linalg.det(swap_rows(X, 0, 1))",
        "swapped_det = -X_det",
    ),
    "rows swapped through a third": (
        "    swapped[[i, j]] = x[[j, i]]",
        "    row = swapped[i].copy()\n    swapped[i] = swapped[j]\n    swapped[j] = row",
    ),
    "inverse by solving": (
        "X_inverse = np.linalg.inv(X)",
        "X_inverse = np.linalg.solve(X, np.eye(3))",
    ),
    "inverse by a power": (
        "X_inverse = np.linalg.inv(X)",
        "X_inverse = np.linalg.matrix_power(X, -1)",
    ),
    "None without a return": (
        INVERSE,
        "    if np.linalg.matrix_rank(x) == x.shape[0]:\n        return np.linalg.pinv(x)",
    ),
    "power in a loop": (
        "return np.linalg.matrix_power(x, n)",
        "result = np.eye(len(x))\n    for _ in range(n):\n        result = x @ result\n"
        "    return result",
    ),
    "eigenvectors turned": (EIG, f"{EIG}eigenvectors = eigenvectors * [-1, 1, -1]\n"),
    "eigenvectors of another phase": (EIG, f"{EIG}eigenvectors = eigenvectors * 1j\n"),
    "eigenvectors in another order": (
        EIG,
        f"{EIG}eigenvalues, eigenvectors = eigenvalues[::-1], eigenvectors[:, ::-1]\n",
    ),
    "eig in one name": (
        EIG,
        "result = np.linalg.eig(X)\n"
        "eigenvalues, eigenvectors = result.eigenvalues, result.eigenvectors\n",
    ),
    "rotation in the other order": (
        "rotation_eigenvalues = np.linalg.eigvals",
        "rotation_eigenvalues = np.conj(1j * np.array([1, -1])) + 0 * np.linalg.eigvals",
    ),
    "direction turned": (DIRECTION, "    return -vectors[:, -1]"),
    "direction by the svd": (DIRECTION, "    return np.linalg.svd(x)[2][0]"),
    "direction by eig": (
        "np.linalg.eigh(x.T @ x)",
        "np.linalg.eig(x.T @ x)",
    ),
    "unit rows by nan_to_num": (UNIT_ROWS, "    return np.nan_to_num(x / lengths)"),
    "u and v turned together": (SVD, f"{SVD}u, v = -u, -v\n"),
    "one pair of vectors turned": (SVD, f"{SVD}u[:, 1] *= -1\nv[1] *= -1\n"),
    "svd of the transposed matrix": (SVD, "v, k, u = (part.T for part in np.linalg.svd(X.T))\n"),
    "rebuilt without diag": ("rebuilt = u @ np.diag(k) @ v", "rebuilt = u * k @ v"),
    "rebuilds by differences": (
        "bool(np.allclose(u @ np.diag(k) @ v, x))",
        "np.abs(u @ np.diag(k) @ v - x).max() < 1e-9",
    ),
    "low rank of the full svd": (", full_matrices=False", ""),
    "low rank by projection": (
        "    return u[:, :r] @ np.diag(k[:r]) @ v[:r]",
        "    return u[:, :r] @ u[:, :r].T @ x",
    ),
}

EIG_T = "eigenvalues, eigenvectors = torch.linalg.eig(X)\n"
EIGH_T = "symmetric_values, symmetric_vectors = torch.linalg.eigh(X + X.T)\n"
SVD_T = "u, k, v = torch.linalg.svd(X)\n"
SQUARE_ROOT = "    return vectors @ torch.diag(values.clamp(min=0).sqrt()) @ vectors.T"

TORCH_WAYS = {
    "a seed of its own": ("X = torch.rand", "torch.manual_seed(0)\nX = torch.rand"),
    "double precision": (
        "import torch",
        "import torch\n\ntorch.set_default_dtype(torch.float64)",
    ),
    "with gradients": ("X = torch.rand(3, 3)", "X = torch.rand(3, 3, requires_grad=True)"),
    "rank by int()": (
        "X_rank = torch.linalg.matrix_rank(X).item()",
        "X_rank = int(torch.linalg.matrix_rank(X))",
    ),
    "S by cat": (
        "torch.stack([X[0], X[1], X[0] + X[1]])",
        "torch.cat([X[:2], X[:2].sum(dim=0, keepdim=True)])",
    ),
    "bool of a tensor": (
        "torch.linalg.matrix_rank(x).item() == x.shape[0]",
        "bool(torch.linalg.matrix_rank(x) == len(x))",
    ),
    "trace as a float": ("X_trace = torch.trace(X)", "X_trace = X.trace().item()"),
    "traces by einsum": (
        "torch.diagonal(xs, dim1=1, dim2=2).sum(dim=1)",
        "torch.einsum('nii->n', xs)",
    ),
    "traces in a loop": (
        "torch.diagonal(xs, dim1=1, dim2=2).sum(dim=1)",
        "torch.stack([torch.trace(x) for x in xs])",
    ),
    "dot by @": ("torch.dot(X[0], X2[0])", "X[0] @ X2[0]"),
    "row dots by einsum": ("(a * b).sum(dim=1)", "torch.einsum('ij,ij->i', a, b)"),
    "row dots by bmm": ("(a * b).sum(dim=1)", "torch.bmm(a[:, None], b[:, :, None])[:, 0, 0]"),
    "products by einsum": ("torch.matmul(m, xs)", "torch.einsum('ij,njk->nik', m, xs)"),
    "products by bmm": ("torch.matmul(m, xs)", "torch.bmm(m.expand(len(xs), -1, -1), xs)"),
    "determinant by .det()": ("X_det = torch.linalg.det(X)", "X_det = X.det()"),
    "determinants in a loop": (
        "torch.linalg.det(xs)",
        "torch.tensor([torch.linalg.det(x).item() for x in xs])",
    ),
    "inverse by solving": (
        "X_inverse = torch.linalg.inv(X)",
        "X_inverse = torch.linalg.solve(X, torch.eye(3, dtype=X.dtype))",
    ),
    "precise inverse by to": ("x.double()", "x.to(torch.float64)"),
    "any inverse by rank": (
        "    return torch.linalg.pinv(x)",
        "    if x.shape[0] == x.shape[1] == torch.linalg.matrix_rank(x):\n"
        "        return torch.linalg.inv(x)\n    return torch.linalg.pinv(x)",
    ),
    "powers one after another": (
        "    return torch.stack([torch.linalg.matrix_power(x, i) for i in range(1, n + 1)])",
        "    result = [x]\n    while len(result) < n:\n        result.append(result[-1] @ x)\n"
        "    return torch.stack(result)",
    ),
    "eigenvectors of another phase": (EIG_T, f"{EIG_T}eigenvectors = eigenvectors * 1j\n"),
    "eigenvectors in another order": (
        EIG_T,
        f"{EIG_T}eigenvalues, eigenvectors = eigenvalues.flip(0), eigenvectors.flip(1)\n",
    ),
    "symmetric ones turned": (EIGH_T, f"{EIGH_T}symmetric_vectors = -symmetric_vectors\n"),
    "symmetric ones, the largest first": (
        EIGH_T,
        f"{EIGH_T}symmetric_values, symmetric_vectors = "
        "symmetric_values.flip(0), symmetric_vectors.flip(1)\n",
    ),
    "root by the svd": (
        SQUARE_ROOT,
        "    _, k, v = torch.linalg.svd(x, full_matrices=False)\n"
        "    return v.T @ torch.diag(k) @ v",
    ),
    "root by relu": (SQUARE_ROOT, "    return vectors * values.relu().sqrt() @ vectors.T"),
    "norms by the method": ("torch.linalg.norm(X, dim=1)", "X.norm(dim=-1)"),
    "norms by vector_norm": (
        "X_norm = torch.linalg.norm(X)",
        "X_norm = torch.linalg.vector_norm(X)",
    ),
    "unit columns by normalize": (
        "    return x / torch.where(lengths == 0, 1, lengths)",
        "    return torch.nn.functional.normalize(x, dim=0, eps=1e-30)",
    ),
    "u and v turned together": (SVD_T, f"{SVD_T}u, v = -u, -v\n"),
    "the old svd, transposed": (SVD_T, "u, k, v = torch.svd(X)\nv = v.T\n"),
    "error by float()": (
        "(u @ torch.diag(k) @ v - x).abs().max().item()",
        "float(abs(u * k @ v - x).max())",
    ),
    "low rank of the full svd": (", full_matrices=False", ""),
}


@pytest.fixture(scope="module")
def graders(runner: Runner) -> dict[str, Grader]:
    return {
        slug: Grader(load_set(ROOT / "problems" / slug), runner, seed=5) for slug in (NUMPY, TORCH)
    }


def not_passed(path: Path, grader: Grader) -> list[str]:
    report = grader.grade(read_submission(path))
    said = [f"{each.item}: {each.status}: {each.message}" for each in report.items]
    return [each for each in said if not each.endswith(": passed: None")]


@pytest.mark.parametrize(
    ("slug", "old", "new"),
    [
        pytest.param(slug, *way, id=f"{slug}: {name}")
        for slug, ways in ((NUMPY, NUMPY_WAYS), (TORCH, TORCH_WAYS))
        for name, way in ways.items()
    ],
)
def test_other_right_ways_pass(
    slug: str, old: str, new: str, graders: dict[str, Grader], tmp_path: Path
) -> None:
    reference = (ROOT / "problems" / slug / "reference.py").read_text("utf-8")
    assert reference.count(old) == 1
    path = tmp_path / "student.py"
    path.write_text(reference.replace(old, new), "utf-8")
    assert not_passed(path, graders[slug]) == []


@pytest.mark.parametrize("slug", [NUMPY, TORCH])
def test_the_sample_passes(slug: str, graders: dict[str, Grader]) -> None:
    sample = ROOT / "submissions" / slug / "complete.ipynb"
    assert not_passed(sample, graders[slug]) == []
