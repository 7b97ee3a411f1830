"""What a program's text says, as syntax trees. Nothing is compiled or run."""
