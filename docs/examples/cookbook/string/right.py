greeting = "hello, WORLD "
