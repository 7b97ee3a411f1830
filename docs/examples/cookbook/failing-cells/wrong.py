open("/content/drive/data.csv")
total = 6
