"""Sparse, quantised, meta, nested, conjugated and complex tensors where plain ones are asked for.

Must hold: each is read or named as what it is, and none passes.
"""
import torch

total = torch.tensor([5050]).to_sparse()
noise = torch.empty(20, dtype=torch.int32, device="meta")
array = torch.quantize_per_tensor(torch.rand(3), 0.1, 0, torch.quint8)
view = torch.rand(3, dtype=torch.complex64).conj()


def normalise(x):
    return torch.nested.nested_tensor([x[0], x[1]])
