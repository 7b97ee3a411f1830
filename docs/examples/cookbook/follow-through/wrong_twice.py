total = 6
double = 10
