"""Wrong programs made from a right one, one change each. Text in, texts out: nothing is run."""

from grader.mutants.derive import derive
from grader.mutants.mutant import KINDS, Kind, Mutant

__all__ = ["KINDS", "Kind", "Mutant", "derive"]
