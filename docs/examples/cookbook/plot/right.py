import matplotlib.pyplot as plt
import numpy as np

x = np.arange(4)
figure, axes = plt.subplots()
axes.plot(x, x**2, "r--")
axes.set_xlabel("x")
