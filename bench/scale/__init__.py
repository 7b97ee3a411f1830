"""Ten thousand submissions: is the rate constant, memory flat, and nothing lost by kill -9?"""
