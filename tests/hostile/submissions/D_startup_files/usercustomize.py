open("@BAIT@", "a").write("usercustomize")
