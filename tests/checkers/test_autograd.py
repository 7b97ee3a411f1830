"""The checks of what torch records: requires_grad, is_leaf, grad, graph; and of the device."""

import numpy as np
import pytest
import torch

from grader.checkers import checker_named

GRAD = torch.ones(2, requires_grad=True)
NO_TENSOR = (
    "It is a NumPy array of shape (2,) and dtype float64, but a tensor is expected. "
    "torch.from_numpy(...) makes a tensor of a NumPy array."
)


@pytest.mark.parametrize(
    ("check", "found", "expected", "rules"),
    [
        ("requires_grad", GRAD, GRAD, {}),
        ("requires_grad", torch.ones(1), torch.ones(1), {}),
        ("requires_grad", GRAD * 2, torch.ones(1), {"requires_grad": True}),
        ("requires_grad", torch.nn.Parameter(torch.ones(1)), GRAD, {}),
        ("is_leaf", GRAD, GRAD, {}),
        ("is_leaf", GRAD * 2, GRAD, {"is_leaf": False}),
        ("device", GRAD, GRAD, {}),
        ("device", torch.ones(1, device="meta"), GRAD, {"device": "meta"}),
        ("graph", GRAD, GRAD, {"detached": False}),
        ("graph", GRAD * 2 + 1, GRAD, {"requires": ("Mul", "AddBackward0"), "forbids": ("Div",)}),
        ("graph", torch.ones(1), torch.ones(1), {}),
        ("graph", GRAD * 2, GRAD, {}),
    ],
)
def test_passes(told, check, found, expected, rules):
    assert told(check, found, expected, **rules) is None


@pytest.mark.parametrize("check", ["requires_grad", "is_leaf", "device", "graph"])
def test_arrays_have_none_of_this(told, check):
    assert told(check, np.ones(2), GRAD) == NO_TENSOR


OUTSIDE = (
    "It belongs to no graph: no operation that made it was recorded. Is there a .detach(), "
    "torch.no_grad(), .item() or .numpy() on the way, or is requires_grad=True missing?"
)


@pytest.mark.parametrize(
    ("check", "found", "rules", "message"),
    [
        (
            "requires_grad",
            torch.ones(1),
            {},
            "It does not require a gradient. Make it with requires_grad=True, or compute it from a "
            "tensor that does, outside torch.no_grad() and without .detach().",
        ),
        (
            "requires_grad",
            GRAD,
            {"requires_grad": False},
            "It requires a gradient, and should not. Make it without requires_grad=True.",
        ),
        (
            "requires_grad",
            GRAD * 2,
            {"requires_grad": False},
            "It requires a gradient, and should not: it was computed from a tensor that does. "
            ".detach() and torch.no_grad() keep it out of the graph.",
        ),
        (
            "is_leaf",
            GRAD * 2,
            {},
            "It is not a leaf: MulBackward0 made it. Make it directly, as in torch.tensor(..., "
            "requires_grad=True), or after .detach().",
        ),
        (
            "is_leaf",
            GRAD,
            {"is_leaf": False},
            "It is a leaf: no operation of torch made it from a tensor that requires a gradient. "
            "Compute it, without .detach() and outside torch.no_grad().",
        ),
        (
            "device",
            torch.ones(1),
            {"device": "meta"},
            'It is on the device cpu, expected meta. .to("meta") moves it there.',
        ),
        ("graph", GRAD.detach(), {}, OUTSIDE),
        ("graph", GRAD.detach(), {"detached": False}, OUTSIDE),
        ("graph", GRAD.detach(), {"requires": ("Mul",)}, OUTSIDE),
        (
            "graph",
            GRAD * 2,
            {"detached": True},
            "It still belongs to a graph: MulBackward0 ← AccumulateGrad. .detach() takes it out; "
            "within torch.no_grad() nothing is recorded.",
        ),
        (
            "graph",
            GRAD,
            {"detached": True},
            "It requires a gradient itself; .detach() gives a tensor that does not.",
        ),
        (
            "graph",
            GRAD * 2,
            {"requires": ("Mu",)},
            "The operation Mu is not in its graph. Its graph: MulBackward0 ← AccumulateGrad.",
        ),
        (
            "graph",
            GRAD * 2,
            {"forbids": ("Mul",)},
            "The operation Mul is in its graph, and should not be. Its graph: MulBackward0 ← "
            "AccumulateGrad.",
        ),
    ],
)
def test_what_is_wrong(told, check, found, rules, message):
    assert told(check, found, GRAD, **rules) == message


def test_where_there_is_no_gpu_nobody_fails(verdict):
    names = {"x": torch.ones(1)}
    word = verdict("device", names, names, {"of": "x"}, device="cuda")
    assert (word.status, str(word.message)) == (
        "unavailable",
        "The machine that grades has no cuda.",
    )


def test_long_graphs_are_cut(told):
    x = GRAD
    for _ in range(20):
        x = x * 2
    wrong = told("graph", x, GRAD.detach(), detached=True)
    assert " ← ".join(["MulBackward0"] * 12) + " ← …" in wrong


def test_a_students_own_function_is_a_node_of_its_name(see):
    class Double(torch.autograd.Function):
        next_functions = "hostile"

        @staticmethod
        def forward(ctx, x):
            return 2 * x

        @staticmethod
        def backward(ctx, grad):
            return 2 * grad

    seen = see("graph", {"of": "x"}, {"x": Double.apply(GRAD)})
    assert seen.nodes == ("DoubleBackward", "AccumulateGrad")


def test_a_detached_tensor_requires_no_operations():
    with pytest.raises(ValueError, match="has no graph that could require operations"):
        checker_named("graph").Rules(detached=True, requires=("Mul",))


def leaf(*, times=0, value=2.0):
    x = torch.tensor(value, requires_grad=True)
    for _ in range(times):
        (x**2).backward()
    return x


def kept(times):
    x = leaf() * 1
    x.retain_grad()
    for _ in range(times):
        (x**2).backward(retain_graph=True)
    return x


def test_the_grad_that_was_left(told):
    assert told("grad", leaf(times=1), leaf(times=1)) is None
    assert told("grad", kept(1), leaf(times=1)) is None


def zeroed():
    x = leaf(times=1)
    x.grad.zero_()
    return x


@pytest.mark.parametrize("pair", [(zeroed(), leaf()), (leaf(), zeroed()), (leaf(), leaf())])
def test_none_as_zero(told, pair):
    assert told("grad", *pair, none_as_zero=True) is None


@pytest.mark.parametrize(
    ("found", "message"),
    [
        pytest.param(
            leaf(times=3),
            "x.grad: It is 12.0, expected 4.0. It is 3 times the expected gradient. Perhaps it is "
            "the sum of several: gradients add up over calls of .backward() until .grad is set to "
            "zero or None.",
            id="added up",
        ),
        pytest.param(leaf(times=1, value=2.5), "x.grad: It is 5.0, expected 4.0.", id="another"),
        pytest.param(
            leaf(),
            "x.grad is None: no gradient has arrived. Call .backward() on what was computed from "
            "x.",
            id="none",
        ),
        pytest.param(
            torch.tensor(2.0),
            "x does not require a gradient: make it with requires_grad=True.",
            id="not required",
        ),
        pytest.param(
            leaf() * 1,
            "x keeps no gradient, because it was computed from other tensors. Call x.retain_grad() "
            "before .backward(), or look at the tensor that it came from.",
            id="no leaf",
        ),
        pytest.param(
            2.0,
            "x: It is the float 2.0, but a tensor is expected. torch.tensor(...) makes a tensor of "
            "numbers and lists.",
            id="a float",
        ),
    ],
)
def test_wrong_grads(told, found, message):
    assert told("grad", found, leaf(times=1)) == message


def test_a_gradient_where_none_is_expected(told):
    wrong = told("grad", leaf(times=1), leaf())
    assert wrong == "x.grad: It is a 0-d tensor of dtype torch.float32, but None is expected."


PROBE = {"of": "x", "backward": "y"}


def graph_of(function):
    x = leaf()
    return {"x": x, "y": function(x)}


def backward_told(verdict, names):
    word = verdict("grad", names, graph_of(lambda x: x**2), PROBE)
    return None if word.message is None else str(word.message)


def test_a_backward_pass_of_ours_leaves_no_trace(verdict):
    names = graph_of(lambda x: x * x)
    assert backward_told(verdict, names) is None
    assert names["x"].grad is None
    names["y"].backward()
    assert names["x"].grad == 4


@pytest.mark.parametrize(
    ("function", "message"),
    [
        pytest.param(
            lambda x: x**3,
            "x.grad: It is 12.0, expected 4.0. It is 3 times the expected "
            "gradient. Perhaps it is the sum of several: gradients add up over calls of "
            ".backward() until .grad is set to zero or None.",
            id="another",
        ),
        pytest.param(
            lambda x: leaf() ** 2,
            "y does not depend on x: its gradient does not arrive there. Is there a .detach(), "
            ".item() or torch.no_grad() on the way?",
            id="apart",
        ),
        pytest.param(
            lambda x: x.detach() ** 2,
            "The gradient of y with respect to x cannot be computed: RuntimeError: element 0 of "
            "tensors does not require grad and does not have a grad_fn. It was not computed from a "
            "tensor with requires_grad=True, or .detach(), .item() or torch.no_grad() cut it off "
            "on the way.",
            id="detached",
        ),
        pytest.param(
            lambda x: x * torch.ones(2),
            "The gradient of y with respect to x cannot be computed: RuntimeError: grad can be "
            "implicitly created only for scalar outputs. Make one number of it first, with .sum() "
            "or .mean(), and call .backward() on that.",
            id="no scalar",
        ),
    ],
)
def test_wrong_backward_passes(verdict, function, message):
    assert backward_told(verdict, graph_of(function)) == message
