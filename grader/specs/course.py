"""`course.yaml`, beside the sets: due dates, late penalties, attempts, scales."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from pydantic import ConfigDict, Field, ValidationError

from grader.errors import SpecError
from grader.model.base import Model
from grader.model.course import Attempt, Course, Late, Policy, Scale, Visibility
from grader.model.message import Message, say, say_count
from grader.model.problem_set import Slug
from grader.model.walk import Path
from grader.nearest import nearest
from grader.specs.explain import Wrong, explain
from grader.specs.files import decoded, read_bytes
from grader.specs.find import sets_in
from grader.specs.mistakes import Mistakes
from grader.specs.reading import read_yaml
from grader.specs.tree import Node, described, shortened
from grader.specs.unknown import unknown

COURSE = "course.yaml"
EMPTY = say("The file is empty; remove it, or write a policy, like `attempt: best`.")
OFFSET = re.compile(r"\s+(?=[+-]\d\d:?\d\d$)")


class PolicyForm(Model):
    """What may be said of all sets, and of each."""

    due: str | None = Field(None, description="Date and time, like 2026-11-20 23:59.")
    late: Late | None = Field(None, description="What lateness costs.")
    attempt: Attempt = Field("latest", description="Which of several attempts counts.")
    drop_lowest: int = Field(0, ge=0, description="How many problems, the worst, do not count.")
    hidden_items: Visibility = Field("never", description="When students see hidden items.")
    scale: Scale | None = Field(None, description="What marks are out of, and their rounding.")


class CourseForm(PolicyForm):
    """The whole file."""

    model_config = ConfigDict(title="Policies of a course (course.yaml)")

    timezone: str | None = Field(None, description="That of the due dates, like Asia/Seoul.")
    sets: dict[Slug, PolicyForm] = Field(
        default_factory=dict, description="What differs for a set, by its slug."
    )


def course_beside(set_folder: str) -> Course:
    """The policies in the `course.yaml` beside that set; the usual ones if there is no such file.

    Raises SpecError with every mistake in it.
    """
    file = os.path.join(os.path.dirname(os.path.abspath(set_folder)), COURSE)
    return read_course(file) if os.path.lexists(file) else Course()


def read_course(file: str) -> Course:
    """The policies in that file; SpecError with every mistake in it."""
    mistakes = Mistakes(os.path.dirname(file))
    root = _root(file, mistakes)
    form = None if root is None else _form(root, file, mistakes)
    if told := mistakes.told():
        raise SpecError(
            say_count(
                "{file} has {count} mistake.", "{file} has {count} mistakes.", len(told), file=file
            ),
            told,
        )
    assert form is not None
    return _course(form)


def _root(file: str, mistakes: Mistakes) -> Node | None:
    found = read_bytes(file)
    text = decoded(found) if isinstance(found, bytes) else (found, None)
    if isinstance(text, str):
        return read_yaml(text, file, mistakes, empty=EMPTY)
    mistakes.add(file, *text)
    return None


def _form(root: Node, file: str, mistakes: Mistakes) -> CourseForm | None:
    wrong: list[Wrong] = []
    form: CourseForm | None = None
    try:
        form = CourseForm.model_validate(root.plain())
    except ValidationError as error:
        wrong.extend(explain(error, CourseForm, root))
    wrong.extend(_unknown_sets(root, os.path.dirname(file)))
    wrong.extend(_wrong_times(root))
    for each in wrong:
        mistakes.add(file, each.what, each.mark, each.path)
    return form


def _unknown_sets(root: Node, folder: str) -> Iterator[Wrong]:
    sets = root.get("sets")
    if sets is None or not isinstance(sets.value, dict):
        return
    known = [each.slug for each in sets_in(folder)]
    for slug in sets.value:
        if slug not in known:
            yield Wrong(("sets", slug), unknown(say("set"), slug, known), sets.keys[slug])


def _wrong_times(root: Node) -> Iterator[Wrong]:
    zone = _zone(root.text("timezone"))
    if isinstance(zone, Message):
        yield Wrong(("timezone",), zone, root.nearest(("timezone",)))
        zone = UTC
    for path, node in _due_dates(root):
        if isinstance(node.value, str):
            moment = _moment(node.value, zone)
            if moment is None:
                yield Wrong(path, _no_time(node), node)
            elif moment.tzinfo is None:
                yield Wrong(path, _no_zone(), node)


def _due_dates(root: Node) -> Iterator[tuple[Path, Node]]:
    sets = root.get("sets")
    below = sets.value if sets is not None and isinstance(sets.value, dict) else {}
    for path, part in (((), root), *((("sets", slug), part) for slug, part in below.items())):
        due = part.get("due")
        if due is not None:
            yield (*path, "due"), due


def _zone(name: str | None) -> tzinfo | Message | None:
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return _no_such_zone(name)


def _no_such_zone(name: str) -> Message:
    found, near = shortened(name), nearest(name, sorted(available_timezones()))
    if near is None:
        return say("Unknown time zone `{found}`. Write one like Asia/Seoul or UTC.", found=found)
    return say("Unknown time zone `{found}`; did you mean `{near}`?", found=found, near=near)


def _moment(written: str, zone: tzinfo | None) -> datetime | None:
    """The time, in its own or that zone; None if it is not a date and a time."""
    try:
        moment = datetime.fromisoformat(OFFSET.sub("", written.strip()))
    except ValueError:
        return None
    if ":" not in written:
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)


def _no_time(node: Node) -> Message:
    return say(
        "Expected a date and a time of day, like 2026-11-20 23:59, found {found}.",
        found=described(node),
    )


def _no_zone() -> Message:
    return say(
        "In which time zone? Write `timezone: Asia/Seoul` (or another) at the top of the file, or "
        "the offset behind the time: 2026-11-20 23:59 +09:00."
    )


def _course(form: CourseForm) -> Course:
    zone = _zone(form.timezone)
    assert not isinstance(zone, Message)
    usual = {name: getattr(form, name) for name in PolicyForm.model_fields}
    sets = {slug: usual | _given(each) for slug, each in form.sets.items()}
    return Course(
        usual=_policy(usual, zone),
        sets={slug: _policy(values, zone) for slug, values in sets.items()},
    )


def _given(form: PolicyForm) -> dict[str, Any]:
    """What is written there, an explicit `null` included."""
    return {name: getattr(form, name) for name in form.model_fields_set}


def _policy(values: dict[str, Any], zone: tzinfo | None) -> Policy:
    due = values["due"]
    return Policy(**{**values, "due": None if due is None else _moment(due, zone)})
