"""The submissions that were recorded."""

from grader.store.foldername import folder_name
from grader.store.keeping import Kept, keep, kept_in

__all__ = ["Kept", "folder_name", "keep", "kept_in"]
