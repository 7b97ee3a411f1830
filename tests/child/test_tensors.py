"""What `look` tells of tensors."""

import warnings

import numpy as np
import pytest
import torch
from pydantic import TypeAdapter

from grader import wire
from grader.child.dtypes import TORCH_DTYPE, TORCH_FORM
from grader.child.look import look
from grader.model.run import Answer, FromChild, Observed
from grader.model.values import ArrayValue, OtherValue, Value

FROM_CHILD: TypeAdapter[FromChild] = TypeAdapter(FromChild)


def through_the_wire(value):
    """The value as the parent gets it."""
    answer = Answer(id="0" * 32, outcome=Observed(seen={"value": value.model_dump()}))
    got = wire.decode_as(FROM_CHILD, wire.encode(answer))
    return TypeAdapter(Value).validate_python(got.outcome.seen["value"])


def floats(value):
    return np.frombuffer(value.data, "<f4").reshape(value.shape).tolist()


class TestTensors:
    def test_a_plain_tensor(self):
        assert look(torch.tensor([[1.0, 2.0]])) == ArrayValue(
            library="torch",
            type="torch.Tensor",
            dtype="float32",
            shape=(1, 2),
            strides=(2, 1),
            data=np.array([1, 2], "<f4").tobytes(),
        )

    @pytest.mark.parametrize("name", TORCH_FORM)
    def test_every_dtype_that_is_read(self, name):
        tensor = torch.tensor([0, 1, 1], dtype=TORCH_DTYPE[name])
        value = look(tensor)
        assert (value.dtype, value.shape) == (name, (3,))
        raw = tensor.view(torch.uint16) if name == "bfloat16" else tensor
        assert value.data == raw.numpy().tobytes()

    @pytest.mark.parametrize("change", ["T", "step", "expand", "offset", "empty", "0-d"])
    def test_elements_are_in_c_order_whatever_the_strides(self, change):
        base = torch.arange(24.0).reshape(4, 6)
        tensor = {
            "T": base.T,
            "step": base[::2, 1::3],
            "expand": base[0].expand(5, 6),
            "offset": base[3, 4:],
            "empty": base[:0],
            "0-d": base[1, 1],
        }[change]
        value = look(tensor)
        assert floats(value) == tensor.tolist()
        assert value.strides == tensor.stride()

    def test_lazy_conjugate_and_negative_bits_are_applied(self):
        tensor = torch.tensor([1 + 2j, 3 - 4j])
        conjugate = tensor.conj()
        assert conjugate.is_conj()
        assert conjugate.imag.is_neg()
        assert look(conjugate).data == np.conj(tensor.numpy()).tobytes()
        assert floats(look(conjugate.imag)) == [-2.0, 4.0]
        assert look(torch._neg_view(torch.ones(1, dtype=torch.bfloat16))).unread == "unreadable"

    def test_autograd_facts(self):
        leaf = torch.ones(2, requires_grad=True)
        value = look(leaf * 2)
        assert (value.requires_grad, value.is_leaf, value.grad_fn) == (True, False, "MulBackward0")
        assert (look(leaf).requires_grad, look(leaf).is_leaf, look(leaf).grad_fn) == (
            True,
            True,
            None,
        )

    def test_looking_does_not_touch_the_graph_or_the_values(self):
        leaf = torch.ones(2, requires_grad=True)
        result = (leaf * 3).sum()
        look(result)
        look(leaf)
        result.backward()
        assert leaf.grad.tolist() == [3.0, 3.0]

    def test_a_parameter_is_told_as_one(self):
        value = look(torch.nn.Parameter(torch.ones(2)))
        assert (value.type, value.requires_grad) == ("torch.nn.parameter.Parameter", True)

    def test_a_claim_of_four_terabytes_is_not_read(self):
        value = look(torch.ones(1).expand(10**12))
        assert (value.shape, value.data, value.unread) == ((10**12,), None, "too_big")
        assert look(np.broadcast_to(np.float32(1), (10**12,))).unread == "too_big"

    def test_a_tensor_at_the_cap_is_read_and_one_above_is_not(self):
        assert len(look(torch.empty(8 << 20)).data) == 32 << 20
        assert look(torch.empty((8 << 20) + 1)).unread == "too_big"

    @pytest.mark.filterwarnings("ignore")
    @pytest.mark.parametrize(
        ("build", "unread"),
        [
            (lambda: torch.eye(3).to_sparse(), "sparse"),
            (lambda: torch.eye(3).to_sparse_csr(), "sparse"),
            (lambda: torch.quantize_per_tensor(torch.ones(2), 0.1, 0, torch.quint8), "quantized"),
            (lambda: torch.ones(2, device="meta"), "meta"),
            (lambda: torch.ones(2).to(torch.float8_e4m3fn), "dtype"),
            (lambda: torch.ones(2, dtype=torch.complex32), "dtype"),
            (lambda: torch.nested.nested_tensor([torch.ones(1), torch.ones(2)]), "unreadable"),
            (lambda: torch.ones(3).to_mkldnn(), "unreadable"),
            (lambda: resized_to_nothing(), "unreadable"),
            (lambda: inside(torch.vmap), "unreadable"),
            (lambda: inside(torch.func.grad), "unreadable"),
        ],
    )
    def test_what_cannot_be_read_says_why(self, build, unread):
        value = look(build())
        assert (value.kind, value.data, value.unread) == ("array", None, unread)
        assert through_the_wire(value) == value

    def test_a_jagged_tensor_is_only_named(self):
        jagged = torch.nested.nested_tensor([torch.ones(1), torch.ones(2)], layout=torch.jagged)
        assert look(jagged).kind == "other"

    @pytest.mark.skipif(not hasattr(torch.Tensor, "refine_names"), reason="torch has no names")
    def test_a_named_tensor_is_read(self):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tensor = torch.ones(2).refine_names("N")
        assert floats(look(tensor)) == [1.0, 1.0]

    def test_more_dimensions_than_a_record_holds(self):
        assert look(torch.empty([1] * 64)).shape == (1,) * 64
        assert look(torch.empty([1] * 65)) == OtherValue(type="torch.Tensor")


def resized_to_nothing():
    tensor = torch.ones(4)
    tensor.untyped_storage().resize_(0)
    return tensor


def inside(transform):
    """A tensor that leaked out of a functorch transform."""
    leaked = []
    transform(lambda x: (leaked.append(x), x.sum())[1])(torch.ones(1))
    return leaked[0]
