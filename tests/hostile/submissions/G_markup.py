"""HTML, JavaScript and Markdown in every text that can reach a report.

Must hold: formats that are markup escape it; the others are not markup.
"""

evil = "<script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1)) ]]> &lt; `|"
Error = type(evil, (Exception,), {})
total = evil
noise = type(evil, (), {})()


def normalise(x):
    raise Error(evil)
