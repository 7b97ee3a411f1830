anwser = 1
size = 1
