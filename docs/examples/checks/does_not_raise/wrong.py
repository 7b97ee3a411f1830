# Told: It must not raise an exception here. wrong.py, line 3: ZeroDivisionError: division by zero
def mean(numbers):
    return sum(numbers) / len(numbers)
