numbers = [1, 2, 4]
print("mean =", round(sum(numbers) / len(numbers), 3))
print([4,2,1])
