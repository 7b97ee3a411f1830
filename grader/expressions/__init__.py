"""NumPy expressions of an author's over observed values: a closed, total language, no `eval`."""

from grader.expressions.evaluate import evaluate, truth
from grader.expressions.operands import operand
from grader.expressions.syntax import check, conditions, names_in

__all__ = ["check", "conditions", "evaluate", "names_in", "operand", "truth"]
