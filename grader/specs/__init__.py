"""YAML → problem sets. Listing sets imports no check."""

from grader.specs.course import course_beside, read_course
from grader.specs.files import has_own_checks
from grader.specs.find import ProblemName, SetName, find_set, set_folders, sets_in
from grader.specs.fitting import fitting_sets
from grader.specs.load import load_set
from grader.specs.own import checks_in
from grader.specs.schema import schema, schema_line

__all__ = [
    "ProblemName",
    "SetName",
    "checks_in",
    "course_beside",
    "find_set",
    "fitting_sets",
    "has_own_checks",
    "load_set",
    "read_course",
    "schema",
    "schema_line",
    "set_folders",
    "sets_in",
]
