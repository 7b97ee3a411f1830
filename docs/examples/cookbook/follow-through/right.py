total = 1 + 2 + 3
double = total * 2
