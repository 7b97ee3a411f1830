# Told: It ends too early: “1” is missing.
print("mean = 2.333")
print("[4, 2,")
