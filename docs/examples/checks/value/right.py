import numpy as np

values, vectors = np.linalg.eig(np.array([[2.0, 1.0], [1.0, 2.0]]))
vectors = -vectors[:, ::-1]
