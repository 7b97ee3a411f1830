"""Messages in the reader's language: English as written, Korean from the catalogue."""

from grader.locale.choice import choose_language
from grader.locale.messages import Catalogue, catalogue

__all__ = ["Catalogue", "catalogue", "choose_language"]
