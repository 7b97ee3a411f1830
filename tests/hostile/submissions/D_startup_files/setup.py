open("@BAIT@", "a").write("setup")
