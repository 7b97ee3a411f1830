import numpy as np
import pytest
import torch

from grader.checkers import checker_named
from grader.errors import OurError

INPUT = {"randn": (2, 3), "dtype": "float64"}
PROBE = {"of": {"call": "f", "args": (INPUT,)}}


def judged(verdict, f, reference=lambda x: x**3, probe=PROBE, **more):
    names = {"f": f, **more}
    word = verdict("gradcheck", names, {"f": reference, **more}, probe)
    return None if word.message is None else str(word.message)


def own(factor):
    class Own(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x**3

        @staticmethod
        def backward(ctx, grad):
            (x,) = ctx.saved_tensors
            return factor * x**2 * grad

    return Own.apply


@pytest.mark.parametrize(
    "f", [own(3), lambda x: x * x * x, lambda x: torch.zeros_like(x) * x], ids=["own", "torch", "0"]
)
def test_passes(verdict, f):
    assert judged(verdict, f) is None


def test_a_scalar_of_two_arguments_with_one_that_stays(verdict):
    probe = {
        "of": {
            "call": "f",
            "args": ({"randn": (3,), "dtype": "float64"}, 2, {"rand": (), "dtype": "float64"}),
        }
    }
    f = lambda x, n, y: (x**n).sum() * y  # noqa: E731
    assert judged(verdict, f, f, probe) is None
    assert judged(verdict, lambda x, n, y: (x**n).sum() * y.detach(), f, probe).startswith(
        "With respect to argument 2, number 0, the gradient is 0, but the measured slope is "
    )


def test_an_argument_that_is_not_used_has_no_gradient(verdict):
    probe = {"of": {"call": "f", "args": (INPUT, INPUT)}}
    f = lambda x, y: x.sum()  # noqa: E731
    assert judged(verdict, f, f, probe) is None


@pytest.mark.parametrize(
    ("f", "message"),
    [
        pytest.param(
            own(2), "With respect to argument 1, number [0, 0], the gradient is ", id="wrong"
        ),
        pytest.param(
            lambda x: x.detach() ** 3,
            "torch cannot compute its gradient: RuntimeError: element 0 of tensors does not "
            "require grad and does not have a grad_fn. Is there a .detach(), .item(), .numpy() or "
            "torch.no_grad() on the way?",
            id="detached",
        ),
        pytest.param(
            lambda x: (x**3).float(),
            "It was given float64 and returned float32: compute in the dtype of the arguments.",
            id="float32",
        ),
        pytest.param(
            lambda x: x.sum(),
            "It returned a 0-d tensor of dtype torch.float64, not as many numbers as expected.",
            id="scalar",
        ),
        pytest.param(
            lambda x: "text",
            "It returned the str 'text', not as many numbers as expected.",
            id="text",
        ),
        pytest.param(
            lambda x: [1.0] * 6 if isinstance(x, torch.Tensor) else 0,
            "torch cannot compute its gradient: AttributeError: 'list' object has no attribute "
            "'reshape'. Is there",
            id="list",
        ),
    ],
)
def test_what_is_wrong(verdict, f, message):
    wrong = judged(verdict, f)
    assert wrong is not None
    assert wrong.startswith(message)


def calls_that(*results):
    """A function that does another of these things at each call, the last one for ever."""
    left = list(results)
    return lambda x: (left.pop(0) if len(left) > 1 else left[0])(x)


def fails(x):
    raise ValueError("too small")


def test_an_error_at_another_number(verdict):
    assert judged(verdict, calls_that(lambda x: x**3, fails)) == (
        "Called with slightly other numbers, it raised ValueError: too small"
    )


def test_results_of_changing_shape(verdict):
    f = calls_that(lambda x: x**3, lambda x: x.sum(), lambda x: x**3)
    assert judged(verdict, f) == "Its results differ in shape or kind from one call to the next."


NUMPY = {
    "of": {"call": "f", "args": ({"randn": (2,), "dtype": "float64", "library": "numpy"},)},
    "gradient": "g",
}


def test_a_gradient_that_the_student_computes(verdict):
    f = lambda x: np.sum(x**2)  # noqa: E731
    assert judged(verdict, f, f, NUMPY, g=lambda x: 2 * x) is None
    wrong = judged(verdict, f, f, NUMPY, g=lambda x: x)
    assert wrong.startswith("With respect to argument 1, number [0], the gradient is ")


def test_a_gradient_of_another_shape(verdict):
    f = lambda x: np.sum(x**2)  # noqa: E731
    assert judged(verdict, f, f, NUMPY, g=lambda x: 1.0) == (
        "The gradient with respect to argument 1 is the float 1.0; it needs the shape (2,) of the "
        "argument."
    )


def test_a_gradient_for_each_argument(verdict):
    (given,) = NUMPY["of"]["args"]
    probe = {"of": {"call": "f", "args": (given, given)}, "gradient": "g"}
    f = lambda x, y: np.sum(x * y)  # noqa: E731
    assert judged(verdict, f, f, probe, g=lambda x, y: (y, x)) is None
    assert judged(verdict, f, f, probe, g=lambda x, y: y) == (
        "A gradient for each of 2 arguments is needed."
    )


def test_a_reference_without_a_gradient(verdict):
    with pytest.raises(OurError, match="the reference has no gradient: RuntimeError"):
        judged(verdict, own(3), lambda x: x.detach())


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (({"randn": (2,)},), "an argument with dtype: float64 is needed"),
        (({"randn": (101,), "dtype": "float64"},), "at most 100 numbers can be varied"),
    ],
)
def test_what_cannot_be_varied(args, message):
    with pytest.raises(ValueError, match=message):
        checker_named("gradcheck").Probe.model_validate({"of": {"call": "f", "args": args}})
