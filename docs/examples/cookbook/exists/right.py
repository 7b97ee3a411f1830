answer = [1, 2]
size = len(answer)
