"""Format strings and placeholders in names and texts, to reach into the grader's own objects.

Must hold: a text is never used as a template.
"""

total = "{0.__class__.__init__.__globals__} {x} {name} %s %(x)s $x ${x} {seconds}"
noise = type("{where.__class__}", (), {})()


def normalise(x):
    raise KeyError("{where} {error} {0} %(message)s")
