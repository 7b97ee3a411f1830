mean = 7 / 3
