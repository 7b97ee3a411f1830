# The signs are taken away, and the numbers made small.
import torch
from torch.nn.functional import binary_cross_entropy_with_logits

tracked = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
constant = torch.tensor([4.0, 5.0, 6.0])
mixed = tracked * constant
mixed_is_tracked = mixed.requires_grad
mixed_is_leaf = mixed.is_leaf

a = torch.tensor(2.0, requires_grad=True)
square = a**2
square.backward()
slope = a.grad.item()


def slope_of_square(at):
    point = torch.tensor(at, requires_grad=True)
    (point**2).backward()
    return point.grad.item()


u = torch.tensor(1.0, requires_grad=True)
v = torch.tensor(2.0, requires_grad=True)
f = u * v + u**2
f.backward()


def surface(p, q):
    return p * q + p**2


def surface_gradient(p, q):
    return q + 2 * p, p


t = torch.tensor(3.0, requires_grad=True)
(t**2).backward()
(t**2).backward()
accumulated = t.grad.item()
t.grad.zero_()
(t**3).backward()
fresh = t.grad.item()


def descend(start, rate, steps):
    point = torch.tensor(start, requires_grad=True)
    for _ in range(steps):
        loss = (point - 3) ** 2
        loss.backward()
        with torch.no_grad():
            point -= rate * point.grad
        point.grad.zero_()
    return point.item()


base = torch.tensor([1.0, 2.0], requires_grad=True)
doubled = 2 * base
cut = doubled.detach()
with torch.no_grad():
    quiet = 3 * base
product = (base * cut).sum()
product.backward()

x = torch.rand(4, requires_grad=True)
w = torch.rand(4, requires_grad=True)
b = torch.rand(4, requires_grad=True)
z = (w * x + b).mean()
q = z.detach()
had_gradient = w.grad is not None
z.backward()

inputs = torch.ones(5)
labels = torch.zeros(3)
weights = (torch.randn(5, 3).abs() / 10).requires_grad_()
bias = torch.randn(3, requires_grad=True)
logits = torch.matmul(inputs, weights) + bias
loss = binary_cross_entropy_with_logits(logits, labels)
loss.backward()


def layer_loss(inputs, labels, weights, bias):
    return binary_cross_entropy_with_logits(inputs @ weights + bias, labels)


def layer_gradients(inputs, labels, weights, bias):
    error = (torch.sigmoid(inputs @ weights + bias) - labels) / labels.numel()
    return torch.outer(inputs, error), error
