"""What the peers are told to test: plain assertions, as an instructor would write them."""

from __future__ import annotations

from collections.abc import Mapping

ASSERTIONS: Mapping[str, str] = {
    "tensor-creation": """\
assert isinstance(random_tensor, torch.Tensor)
assert random_tensor.shape == (3, 3)
assert random_tensor.is_floating_point()
assert bool(((random_tensor >= 0) & (random_tensor < 1)).all())
assert len(set(random_tensor.flatten().tolist())) > 1
assert isinstance(tensor_dtype, torch.dtype)
assert tensor_dtype == random_tensor.dtype""",
    "shape-and-rank": """\
assert isinstance(vector, torch.Tensor)
assert vector.ndim == 1
assert vector.tolist() == [1.0, 2.0, 3.0, 4.0, 5.0]
assert isinstance(vector_size, tuple) and tuple(vector_size) == (5,)
assert isinstance(vector_ndim, int) and vector_ndim == 1""",
    "numpy-interop": """\
assert isinstance(numpy_array, np.ndarray) and numpy_array.shape == (3,)
assert isinstance(torch_tensor, torch.Tensor)
assert np.shares_memory(numpy_array, torch_tensor.numpy())
assert isinstance(back_to_numpy, np.ndarray) and back_to_numpy.shape == (3,)
assert np.shares_memory(back_to_numpy, torch_tensor.numpy())""",
    "basic-operations": """\
assert tensor_sum.tolist() == [5, 7, 9]
assert tensor_difference.tolist() == [-3, -3, -3]
assert tensor_product.tolist() == [4, 10, 18]
assert tensor_scaled.tolist() == [3, 6, 9]
assert not (tensor_sum + tensor_difference + tensor_product + tensor_scaled).is_floating_point()""",
}

NAMES: Mapping[str, tuple[str, ...]] = {
    "tensor-creation": ("random_tensor", "tensor_dtype"),
    "shape-and-rank": ("vector", "vector_size", "vector_ndim"),
    "numpy-interop": ("numpy_array", "torch_tensor", "back_to_numpy"),
    "basic-operations": ("tensor_sum", "tensor_difference", "tensor_product", "tensor_scaled"),
}
"""The variables that the assertions are about."""
