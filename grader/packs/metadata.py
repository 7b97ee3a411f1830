"""What Gradescope tells of a submission, in `submission_metadata.json`."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from grader.model.base import Model
from grader.model.message import Message, say, say_count


class HandedIn(Model):
    """`created` and `due` are moments in ISO 8601; `earlier` counts the submissions before.

    What is not told, or not as documented, is None or empty. Late is what was handed in after its
    due date: the moment of grading says nothing, for a teacher may grade again at any time.
    """

    students: tuple[str, ...] = ()
    created: str | None = None
    due: str | None = None
    earlier: int = 0
    total_points: float | None = None

    @property
    def late(self) -> bool:
        """Whether it came after the due date."""
        created, due = _moment(self.created), _moment(self.due)
        return created is not None and due is not None and created > due


def read_metadata(path: str) -> HandedIn:
    """What the file tells; a file that cannot be read tells nothing."""
    try:
        with open(path, encoding="utf-8") as file:
            tree = json.load(file)
    except (OSError, ValueError):
        return HandedIn()
    users = [each for each in _list(tree, "users") if isinstance(each, dict)]
    assignment = _dict(tree, "assignment")
    own = _dict(users[0], "assignment") if users else {}
    return HandedIn(
        students=tuple(filter(None, map(_name, users))),
        created=_text(tree, "created_at"),
        due=_text(own, "due_date") or _text(assignment, "due_date"),
        earlier=len(_list(tree, "previous_submissions")),
        total_points=_number(assignment.get("total_points")),
    )


def told_of(handed_in: HandedIn, max_score: float) -> list[Message]:
    """What staff may want to know of it."""
    said = [say("Student: {student}", student=handed_in.students or ("?",))]
    if handed_in.created is not None:
        said.append(say("Handed in at: {time}", time=handed_in.created))
    if handed_in.late:
        said.append(say("It came after the due date, {due}.", due=handed_in.due or ""))
    if handed_in.earlier:
        said.append(
            say_count(
                "There is {count} earlier submission of this student.",
                "There are {count} earlier submissions of this student.",
                handed_in.earlier,
            )
        )
    if handed_in.total_points not in (None, max_score):
        said.append(
            say(
                "The assignment has {total} points, the problem set {points}: set the autograder's "
                "points of the assignment to {points}.",
                total=handed_in.total_points or 0.0,
                points=max_score,
            )
        )
    return said


def _name(user: dict[str, Any]) -> str | None:
    return _text(user, "email") or _text(user, "name")


def _moment(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def _text(tree: object, key: str) -> str | None:
    value = tree.get(key) if isinstance(tree, dict) else None
    return value if isinstance(value, str) and value else None


def _list(tree: object, key: str) -> list[Any]:
    value = tree.get(key) if isinstance(tree, dict) else None
    return value if isinstance(value, list) else []


def _dict(tree: object, key: str) -> dict[str, Any]:
    value = tree.get(key) if isinstance(tree, dict) else None
    return value if isinstance(value, dict) else {}


def _number(value: object) -> float | None:
    """Gradescope writes a text; a plain number would be as good."""
    try:
        return float(str(value)) if isinstance(value, (str, int, float)) else None
    except ValueError:
        return None
