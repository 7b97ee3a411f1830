"""What the pytest plugin collects: the claims of problem sets, the items of a submission."""
