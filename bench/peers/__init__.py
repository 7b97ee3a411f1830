"""One class graded by us, by otter-grader and by nbgrader, in one run: `python -m bench.peers`."""
