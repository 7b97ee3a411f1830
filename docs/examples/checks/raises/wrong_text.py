# Told: It raised ValueError, as it must, but its text is not the one that is asked for: “bad input”. Read the task again: what should the text say?
def sqrt(x):
    if x < 0:
        raise ValueError("bad input")
    return x**0.5
