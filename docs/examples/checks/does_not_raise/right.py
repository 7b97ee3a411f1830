def mean(numbers):
    if len(numbers) == 0:
        return None
    return sum(numbers) / len(numbers)
