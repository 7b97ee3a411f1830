# Told: Nothing is printed. Print your answer with print(...).
numbers = [1, 2, 4]
