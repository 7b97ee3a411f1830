total = 6
double = 12
