print("The mean is", 7 / 3)
