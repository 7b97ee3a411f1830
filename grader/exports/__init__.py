"""What a class's gradebook is handed over as: one file per receiver, pure."""

from grader.exports.filled import Filled, told
from grader.exports.names import file_name

__all__ = ["Filled", "file_name", "told"]
