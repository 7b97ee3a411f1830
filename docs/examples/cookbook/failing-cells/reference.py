total = 6
