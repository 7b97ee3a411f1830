# Told: None of these is used: @, torch.matmul, torch.mm, .matmul, .mm. This exercise asks for it in `product`.
def product(a, b):
    return (a[:, :, None] * b[None]).sum(1)
