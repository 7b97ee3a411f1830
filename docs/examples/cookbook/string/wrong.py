greeting = "Hello world"
