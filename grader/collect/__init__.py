"""What a class handed in, as a learning-management system or a teacher keeps it."""

from grader.collect.find import Attempt, find
from grader.collect.layouts import LAYOUT_NAMES
from grader.collect.roster import Roster, read_roster

__all__ = ["LAYOUT_NAMES", "Attempt", "Roster", "find", "read_roster"]
