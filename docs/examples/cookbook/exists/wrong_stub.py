answer = None
size = 0
