"""Writes more to the disk than it may: here at most 80 MB.

Must hold: the disk is its own, small, and gone afterwards.
"""
for number in range(2):
    with open(f"fill{number}", "wb") as file:
        for _ in range(40):
            file.write(bytes(1 << 20))
print("FILLED")
