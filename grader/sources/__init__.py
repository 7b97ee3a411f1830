"""A path to a submission, and what its text tells. Nothing of it is executed."""

from grader.sources.facts import flags_of
from grader.sources.names import bound_names
from grader.sources.parsing import syntax_mistakes
from grader.sources.reading import read_program, read_submission
from grader.sources.sections import with_markers

__all__ = [
    "bound_names",
    "flags_of",
    "read_program",
    "read_submission",
    "syntax_mistakes",
    "with_markers",
]
