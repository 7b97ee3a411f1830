numbers = [1, 2, 4]
print(f"mean = {sum(numbers) / 3:.3f}")
print(sorted(numbers, reverse=True))
