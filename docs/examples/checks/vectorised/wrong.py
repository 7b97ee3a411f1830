# Told: The result is right, but the work grew from 19 to 131 steps of your code when the input grew from shape (8, 4) to shape (64, 4). Use operations on whole arrays, which need no more steps for more elements.
def normalise(x):
    y = x.clone()
    for i in range(len(x)):
        y[i] /= x[i].norm()
    return y
