print(7 // 3)
