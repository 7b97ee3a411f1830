# grader: pytorch-autograd
import torch
from torch.nn.functional import binary_cross_entropy_with_logits

# None과 ...을 지우고 답을 쓰세요. / Put your answers in the place of None and of the dots.

# 1. 연산 기록하기 / Recording operations
tracked = None
constant = None
mixed = None
mixed_is_tracked = None
mixed_is_leaf = None

# 2. x²의 미분 / The derivative of x²
a = None
square = None
slope = None


def slope_of_square(at):
    ...


# 3. 편미분 / Partial derivatives
u = None
v = None
f = None


def surface(p, q):
    ...


def surface_gradient(p, q):
    ...


# 4. 기울기의 누적 / Gradients add up
t = None
accumulated = None
fresh = None


def descend(start, rate, steps):
    ...


# 5. detach()와 no_grad() / detach() and no_grad()
base = None
doubled = None
cut = None
quiet = None
product = None

# 6. 한 층짜리 네트워크 / A network of one layer
x = None
w = None
b = None
z = None
q = None
had_gradient = None

# 7. 선형 층과 이진 교차 엔트로피 / A linear layer and binary cross-entropy
inputs = None
labels = None
weights = None
bias = None
logits = None
loss = None


def layer_loss(inputs, labels, weights, bias):
    ...


def layer_gradients(inputs, labels, weights, bias):
    ...
