open("@BAIT@", "a").write("conftest")
