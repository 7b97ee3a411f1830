# Told: None of these is used: the operator @, torch.matmul, torch.mm, the method .matmul(...), the method .mm(...). This exercise asks for it in `product`.
def product(a, b):
    return (a[:, :, None] * b[None]).sum(1)
