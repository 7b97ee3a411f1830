# Told: The line does not show what it must: its y values: 3 of 5 elements are wrong, the first at index [2]: it is 2.0, expected 4.0. The furthest off is at index [4]: it is 4.0, expected 16.0.
# Told: The title is “Cubes”; “squares” is missing in it.
import matplotlib.pyplot as plt

plt.plot([0, 1, 2, 3, 4], [0, 1, 2, 3, 4], label="x")
plt.title("Cubes")
plt.xlabel("x")
plt.legend()
