"""A folder with a hard link to a file outside. (Made when the test runs.)

Must hold: the program gets a copy; what it writes changes no file outside.
"""
with open("linked.txt", "a") as file:
    file.write("owned")
print("WROTE")
