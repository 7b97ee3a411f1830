greeting = "Hello, world"
