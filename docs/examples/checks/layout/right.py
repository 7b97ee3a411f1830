import torch

flat = torch.arange(6).reshape(2, 3).T.clone(memory_format=torch.contiguous_format)
