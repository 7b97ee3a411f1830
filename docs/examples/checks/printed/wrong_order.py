# Told: The number 4 is not printed where it is expected. Numbers printed: 2.333, 1, 2.
# Told: It prints “1” where “4” is expected.
print("mean = 2.333")
print([1, 2])
