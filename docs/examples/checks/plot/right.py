import matplotlib.pyplot as plt

fig, ax = plt.subplots()
ax.plot([0, 1, 2, 3, 4], [0, 1, 4, 9, 16], "r--", label="curve")
ax.set(title="The squares", xlabel="x")
ax.legend()
