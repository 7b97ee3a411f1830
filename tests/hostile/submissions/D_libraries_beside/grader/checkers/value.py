checker = None
