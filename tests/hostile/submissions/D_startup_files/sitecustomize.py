open("@BAIT@", "a").write("sitecustomize")
