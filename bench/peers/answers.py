"""The class: right answers to the course's four exercises, mistakes, and who made which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

EXERCISES = ("tensor-creation", "shape-and-rank", "numpy-interop", "basic-operations")

RIGHT: Mapping[str, str] = {
    "tensor-creation": """\
random_tensor = torch.rand(3, 3)
tensor_dtype = random_tensor.dtype
print(random_tensor, tensor_dtype)""",
    "shape-and-rank": """\
vector = torch.Tensor([1.0, 2.0, 3.0, 4.0, 5.0])
vector_size = vector.size()
vector_ndim = vector.ndimension()
print(vector_size, vector_ndim)""",
    "numpy-interop": """\
numpy_array = np.array([1.0, 2.0, 3.0])
torch_tensor = torch.from_numpy(numpy_array)
back_to_numpy = torch_tensor.numpy()
numpy_array[0] = 100.0
print(numpy_array, torch_tensor, back_to_numpy)""",
    "basic-operations": """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
tensor_sum = a + b
tensor_difference = a - b
tensor_product = a * b
tensor_scaled = 3 * a
print(tensor_sum, tensor_difference, tensor_product, tensor_scaled)""",
}


@dataclass(frozen=True)
class Mistake:
    """What stands in place of a piece of the right answer; the exercise is then not passed."""

    exercise: str
    right: str
    wrong: str

    def made_in(self, answer: str) -> str:
        """The answer with the mistake in it."""
        assert answer.count(self.right) == 1, f"{self.right!r} stands there once"
        return answer.replace(self.right, self.wrong)


MISTAKES: Mapping[str, Mistake] = {
    "flat": Mistake("tensor-creation", "torch.rand(3, 3)", "torch.rand(9)"),
    "normal": Mistake("tensor-creation", "torch.rand(3, 3)", "torch.randn(3, 3) * 9"),
    "zeros": Mistake("tensor-creation", "torch.rand(3, 3)", "torch.zeros(3, 3)"),
    "array": Mistake("tensor-creation", "torch.rand(3, 3)", "np.random.rand(3, 3)"),
    "text": Mistake("tensor-creation", "random_tensor.dtype", "str(random_tensor.dtype)"),
    "column": Mistake("shape-and-rank", "5.0])", "5.0]).reshape(5, 1)"),
    "length": Mistake("shape-and-rank", "vector.size()", "len(vector)"),
    "uncalled": Mistake("shape-and-rank", "vector.ndimension()", "vector.ndimension"),
    "misspelt": Mistake("shape-and-rank", "vector.ndimension()", "vector.dimensions()"),
    "copied": Mistake("numpy-interop", "from_numpy(numpy_array)", "tensor(numpy_array)"),
    "list": Mistake("numpy-interop", "torch_tensor.numpy()", "torch_tensor.tolist()"),
    "cloned": Mistake("numpy-interop", "torch_tensor.numpy()", "torch_tensor.clone().numpy()"),
    "reversed": Mistake("basic-operations", "a - b", "b - a"),
    "dot": Mistake("basic-operations", "a * b", "a @ b"),
    "undefined": Mistake("basic-operations", "3 * a", "3 * first"),
}

CLASS: tuple[tuple[str, ...], ...] = (
    (),
    ("flat",),
    (),
    ("copied",),
    ("length",),
    (),
    ("dot",),
    ("zeros", "uncalled"),
    (),
    ("cloned",),
    ("text",),
    ("array", "misspelt", "list", "undefined"),
    (),
    ("reversed",),
    ("column",),
    ("normal", "copied"),
    (),
    ("undefined",),
    (),
    ("misspelt", "reversed"),
)
"""The mistakes of each student."""


def answers_of(student: int) -> dict[str, str]:
    """What that student wrote, by exercise. The class is repeated beyond its end."""
    answers = dict(RIGHT)
    for name in CLASS[student % len(CLASS)]:
        mistake = MISTAKES[name]
        answers[mistake.exercise] = mistake.made_in(answers[mistake.exercise])
    return answers


def passed_by(student: int) -> dict[str, bool]:
    """By exercise: whether that student has solved it."""
    failed = {MISTAKES[name].exercise for name in CLASS[student % len(CLASS)]}
    return {exercise: exercise not in failed for exercise in EXERCISES}
