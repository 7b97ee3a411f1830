"""What authors make for students from a set, and how a set begins. Nothing is run."""
