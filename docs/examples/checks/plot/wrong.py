# Told: There is no plot. Draw it with plt.plot(...); a figure that is closed is gone.
import matplotlib.pyplot as plt
