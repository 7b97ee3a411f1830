answer = "a"
size = 1
