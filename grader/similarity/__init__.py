"""Submissions that are much alike: something to look at, never a verdict."""

from grader.similarity.compare import similar
from grader.similarity.records import Fragment, Pair, Similarities
from grader.similarity.tables import as_csv, as_json

__all__ = ["Fragment", "Pair", "Similarities", "as_csv", "as_json", "similar"]
