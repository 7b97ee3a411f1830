total = 5
double = 10
