"""What students are told of an item that is hidden from them."""

from __future__ import annotations

from grader.model.message import say

HIDDEN = say("A hidden item")
"""In place of its title; of the rest, only the status and the points are shown."""
