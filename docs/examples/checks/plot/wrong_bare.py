# Told: Of lines, the plot has 2; 1 are expected.
# Told: The plot has no legend: give the lines labels and call plt.legend().
import matplotlib.pyplot as plt

plt.plot([0, 1], [0, 1])
plt.plot([0, 1], [1, 0])
