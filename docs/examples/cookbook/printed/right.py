print(f"mean = {sum([1, 2, 4]) / 3:.2f} (rounded)")
