import matplotlib.pyplot as plt
import numpy as np

x = np.arange(5)
plt.plot(x, x**2, label="x²")
plt.title("Squares")
plt.xlabel("x")
plt.legend()
plt.show()
