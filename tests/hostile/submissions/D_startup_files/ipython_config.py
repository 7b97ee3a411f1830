open("@BAIT@", "a").write("ipython_config")
