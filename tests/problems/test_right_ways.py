"""Other right ways to solve the course's exercises: each of them passes every item."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from grader.grading import Grader
from grader.runner import Runner
from grader.sources import read_submission
from grader.specs import load_set

SET = Path(__file__).parents[2] / "problems" / "pytorch-basics"

PARTS = {
    "imports": "import numpy as np\nimport torch",
    "creation": "random_tensor = torch.rand(3, 3)\ntensor_dtype = random_tensor.dtype",
    "shape": """
        vector = torch.Tensor([1.0, 2.0, 3.0, 4.0, 5.0])
        vector_size = vector.size()
        vector_ndim = vector.ndimension()
    """,
    "numpy": """
        numpy_array = np.array([1.0, 2.0, 3.0])
        torch_tensor = torch.from_numpy(numpy_array)
        back_to_numpy = torch_tensor.numpy()
        numpy_array[0] = 100
    """,
    "operations": """
        a = torch.tensor([1, 2, 3])
        b = torch.tensor([4, 5, 6])
        tensor_sum = a + b
        tensor_difference = a - b
        tensor_product = a * b
        tensor_scaled = 3 * a
    """,
}


def random_tensor(code: str) -> dict[str, str]:
    return {"creation": f"random_tensor = {code}\ntensor_dtype = random_tensor.dtype"}


def vector(code: str) -> dict[str, str]:
    return {
        "shape": f"vector = {code}\nvector_size = vector.size()\nvector_ndim = vector.ndimension()"
    }


def size(size: str, ndim: str) -> dict[str, str]:
    return {
        "shape": "vector = torch.Tensor([1.0, 2.0, 3.0, 4.0, 5.0])\n"
        f"vector_size = {size}\nvector_ndim = {ndim}"
    }


def numpy(
    array: str, tensor: str, back: str, change: str = "numpy_array[0] = 100"
) -> dict[str, str]:
    return {
        "numpy": f"numpy_array = {array}\ntorch_tensor = {tensor}\nback_to_numpy = {back}\n{change}"
    }


def operations(a: str, b: str, *results: str) -> dict[str, str]:
    names = ("tensor_sum", "tensor_difference", "tensor_product", "tensor_scaled")
    lines = [f"{name} = {each}" for name, each in zip(names, results, strict=True)]
    return {"operations": "\n".join((f"a = {a}", f"b = {b}", *lines))}


AS_USUAL = ("a + b", "a - b", "a * b", "3 * a")
TORCH_ONE = "torch.tensor([1, 2, 3])"
TORCH_TWO = "torch.tensor([4, 5, 6])"
ARRAY = "np.array([1.0, 2.0, 3.0])"
SHARED = "torch.from_numpy(numpy_array)"

WAYS = {
    "as the course does it": {},
    "size as a keyword": random_tensor("torch.rand(size=(3, 3))"),
    "size as a list": random_tensor("torch.rand([3, 3])"),
    "uniform_": random_tensor("torch.empty(3, 3).uniform_()"),
    "torch.nn.init": random_tensor("torch.nn.init.uniform_(torch.empty(3, 3))"),
    "rand_like": random_tensor("torch.rand_like(torch.zeros(3, 3))"),
    "float64": random_tensor("torch.rand(3, 3, dtype=torch.float64)"),
    "float16": random_tensor("torch.rand(3, 3).half()"),
    "bfloat16": random_tensor("torch.rand(3, 3, dtype=torch.bfloat16)"),
    "reshaped": random_tensor("torch.rand(9).reshape(3, 3)"),
    "transposed": random_tensor("torch.rand(3, 3).T"),
    "softmax of randn": random_tensor("torch.softmax(torch.randn(3, 3), dim=1)"),
    "from NumPy's numbers": random_tensor("torch.from_numpy(np.random.rand(3, 3))"),
    "from NumPy's generator": random_tensor("torch.tensor(np.random.default_rng().random((3, 3)))"),
    "with gradients": random_tensor("torch.rand(3, 3, requires_grad=True)"),
    "with its own seed": {
        "imports": "import numpy as np\nimport torch\n\ntorch.manual_seed(0)\nnp.random.seed(0)"
    },
    "with its own seed just before": random_tensor("torch.manual_seed(42) and torch.rand(3, 3)"),
    "with a seeded generator": random_tensor(
        "torch.rand(3, 3, generator=torch.Generator().manual_seed(1))"
    ),
    "Python's random": {
        "imports": "import random\n\nimport numpy as np\nimport torch",
        **random_tensor("torch.tensor([[random.random() for _ in range(3)] for _ in range(3)])"),
    },
    "dtype by its other name": {
        "creation": "random_tensor = torch.rand(3, 3)\ntensor_dtype = torch.float"
    },
    "torch.tensor with points": vector("torch.tensor([1.0, 2.0, 3.0, 4.0, 5.0])"),
    "torch.tensor with a dtype": vector("torch.tensor([1, 2, 3, 4, 5], dtype=torch.float32)"),
    "torch.Tensor of integers": vector("torch.Tensor([1, 2, 3, 4, 5])"),
    "torch.FloatTensor": vector("torch.FloatTensor([1, 2, 3, 4, 5])"),
    "arange": vector("torch.arange(1.0, 6.0)"),
    "linspace": vector("torch.linspace(1, 5, 5)"),
    "double precision": vector("torch.arange(1, 6).double()"),
    "vector with gradients": vector("torch.tensor([1., 2., 3., 4., 5.], requires_grad=True)"),
    "vector of NumPy's": vector("torch.from_numpy(np.arange(1.0, 6.0))"),
    "squeezed": vector("torch.Tensor([[1.0, 2.0, 3.0, 4.0, 5.0]]).squeeze()"),
    "shape and ndim": size("vector.shape", "vector.ndim"),
    "tuple and dim": size("tuple(vector.shape)", "vector.dim()"),
    "tuple and len": size("(len(vector),)", "len(vector.shape)"),
    "written size": size("torch.Size([5])", "vector.size().__len__()"),
    "as_tensor": numpy(ARRAY, "torch.as_tensor(numpy_array)", "torch_tensor.numpy()"),
    "asarray": numpy(ARRAY, "torch.asarray(numpy_array)", "np.asarray(torch_tensor)"),
    "dlpack": numpy(ARRAY, "torch.from_dlpack(numpy_array)", "np.from_dlpack(torch_tensor)"),
    "frombuffer": numpy(
        ARRAY,
        "torch.frombuffer(numpy_array, dtype=torch.float64)",
        "torch_tensor.detach().cpu().numpy()",
    ),
    "a float32 array": numpy(
        "np.array([1, 2, 3], dtype=np.float32)", SHARED, "torch_tensor.numpy()"
    ),
    "float() of a float32 array": numpy(
        "np.array([1, 2, 3], dtype='float32')", f"{SHARED}.float()", "torch_tensor.numpy()"
    ),
    "NumPy's arange": numpy("np.arange(1.0, 4.0)", SHARED, "torch_tensor.numpy()"),
    "changed with +=": numpy(ARRAY, SHARED, "torch_tensor.numpy()", "numpy_array += 1"),
    "changed with np.add": numpy(
        ARRAY, SHARED, "torch_tensor.numpy()", "np.add(numpy_array, 1, out=numpy_array)"
    ),
    "changed by a slice": numpy(ARRAY, SHARED, "torch_tensor.numpy()", "numpy_array[:] = 0"),
    "changed to nan": numpy(ARRAY, SHARED, "torch_tensor.numpy()", "numpy_array[0] = np.nan"),
    "the tensor changed": numpy(ARRAY, SHARED, "torch_tensor.numpy()", "torch_tensor.add_(1)"),
    "nothing changed": numpy(ARRAY, SHARED, "torch_tensor.numpy()", ""),
    "changed before it came back": {
        "numpy": """
            numpy_array = np.array([1.0, 2.0, 3.0])
            torch_tensor = torch.from_numpy(numpy_array)
            numpy_array[0] = 100
            print(numpy_array, torch_tensor)
            back_to_numpy = torch_tensor.numpy()
        """
    },
    "several statements on a line": {
        "numpy": f"numpy_array = {ARRAY}; torch_tensor = {SHARED}\n"
        "back_to_numpy = torch_tensor.numpy(); numpy_array[1] = 7.0"
    },
    "torch.add and the like": operations(
        TORCH_ONE,
        TORCH_TWO,
        "torch.add(a, b)",
        "torch.sub(a, b)",
        "torch.mul(a, b)",
        "torch.mul(a, 3)",
    ),
    "methods": operations(TORCH_ONE, TORCH_TWO, "a.add(b)", "a.sub(b)", "a.mul(b)", "a.mul(3)"),
    "int32": operations(
        "torch.tensor([1, 2, 3], dtype=torch.int32)", "torch.IntTensor([4, 5, 6])", *AS_USUAL
    ),
    "uint8 and int64": operations(
        "torch.tensor([1, 2, 3], dtype=torch.int8)", TORCH_TWO, *AS_USUAL
    ),
    "LongTensor": operations("torch.LongTensor([1, 2, 3])", "torch.arange(4, 7)", *AS_USUAL),
    "from NumPy": operations(
        "torch.from_numpy(np.array([1, 2, 3]))", "torch.as_tensor([4, 5, 6])", *AS_USUAL
    ),
    "floats made integers again": operations(
        "torch.Tensor([1, 2, 3])",
        "torch.Tensor([4, 5, 6])",
        "(a + b).int()",
        "(a - b).long()",
        "(a * b).to(torch.int64)",
        "(3 * a).type(torch.int32)",
    ),
    "einsum and stack": operations(
        TORCH_ONE,
        TORCH_TWO,
        "torch.stack((a, b)).sum(dim=0)",
        "a + -b",
        "torch.einsum('i,i->i', a, b)",
        "a + a + a",
    ),
    "element by element": operations(
        TORCH_ONE,
        TORCH_TWO,
        "torch.tensor([x + y for x, y in zip(a, b)])",
        "-(b - a)",
        "torch.tensor([int(x) * int(y) for x, y in zip(a, b)])",
        "a * 3",
    ),
    "in place on a clone": operations(
        TORCH_ONE,
        TORCH_TWO,
        "a.clone().add_(b)",
        "a.clone().sub_(b)",
        "a.clone().mul_(b)",
        "a.clone().mul_(3)",
    ),
    "in place at the end": operations(TORCH_ONE, TORCH_TWO, "a + b", "a - b", "a * b", "a.mul_(3)"),
    "inside a function": {
        "operations": """
            def calculate(a, b):
                return a + b, a - b, a * b, 3 * a

            tensor_sum, tensor_difference, tensor_product, tensor_scaled = calculate(
                torch.tensor([1, 2, 3]), torch.tensor([4, 5, 6])
            )
        """
    },
    "inside a loop": {
        "operations": """
            a, b = torch.tensor([1, 2, 3]), torch.tensor([4, 5, 6])
            tensor_sum = torch.zeros(3, dtype=torch.long)
            tensor_product = torch.zeros_like(a)
            for i in range(3):
                tensor_sum[i] = a[i] + b[i]
                tensor_product[i] = a[i] * b[i]
            tensor_difference = a - b
            tensor_scaled = sum(a for _ in range(3))
        """
    },
    "inside a class": {
        "operations": """
            class Answers:
                a = torch.tensor([1, 2, 3])
                b = torch.tensor([4, 5, 6])

            tensor_sum = Answers.a + Answers.b
            tensor_difference = Answers.a - Answers.b
            tensor_product = Answers.a * Answers.b
            tensor_scaled = Answers.a * 3
        """
    },
    "a name given twice": {
        "creation": """
            random_tensor = torch.zeros(3, 3)
            random_tensor = torch.rand(3, 3)
            tensor_dtype = "torch.float32"
            tensor_dtype = random_tensor.dtype
        """
    },
    "with annotations": {
        "creation": """
            random_tensor: torch.Tensor = torch.rand(3, 3)
            tensor_dtype: torch.dtype = random_tensor.dtype
        """
    },
    "under a condition that holds": {
        "creation": """
            if not torch.cuda.is_available() or True:
                random_tensor = torch.rand(3, 3)
                tensor_dtype = random_tensor.dtype
        """
    },
    "other names for the libraries": {
        "imports": "import numpy\nimport torch as th\nfrom torch import *\nnp, torch = numpy, th"
    },
    "another default dtype": {
        "imports": "import numpy as np\nimport torch\n\ntorch.set_default_dtype(torch.float64)"
    },
    "without gradients": {
        "imports": "import numpy as np\nimport torch\n\ntorch.set_grad_enabled(False)"
    },
    "on a device that is named": {
        "imports": "import numpy as np\nimport torch\n\n"
        'device = "cuda" if torch.cuda.is_available() else "cpu"',
        **random_tensor("torch.rand(3, 3).to(device)"),
    },
    "shadowed builtins": {
        "imports": "import numpy as np\nimport torch\n\nsum = max = list = type = len = 1"
    },
}


@pytest.fixture(scope="module")
def grader(runner: Runner) -> Grader:
    return Grader(load_set(SET), runner, seed=5)


@pytest.mark.parametrize("way", [pytest.param(way, id=name) for name, way in WAYS.items()])
def test_other_right_ways_pass(way: dict[str, str], grader: Grader, tmp_path: Path) -> None:
    assert way.keys() <= PARTS.keys()
    parts = [textwrap.dedent(text).strip() for text in {**PARTS, **way}.values()]
    path = tmp_path / "student.py"
    path.write_text("\n\n".join(parts) + "\n", "utf-8")
    report = grader.grade(read_submission(path))
    said = [f"{each.item}: {each.status}: {each.message}" for each in report.items]
    assert [each for each in said if not each.endswith(": passed: None")] == []
    assert report.score == report.max_score == 40
