def blank(x):
    x.fill_(1)
    x[0].zero_()
