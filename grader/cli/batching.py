"""`grade batch` from end to end: find, plan, grade, write, tell."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from grader.batch import Journal, Plan, context_of, grade_all, open_journal, outcomes, plan
from grader.batch.failures import another_set
from grader.batch.files import Folder
from grader.batch.handing import Sheet, check_formats, hand_overs, rehearsed
from grader.batch.rendering import Rendering
from grader.batch.results import Graded, write_results
from grader.cli.batch_found import meant_by_class, tell_found, tell_wanted
from grader.cli.batch_options import BatchOptions
from grader.cli.batch_progress import batch_progress
from grader.cli.batch_told import status_of, tell_results, tell_where
from grader.cli.here import settings_here
from grader.cli.screen import Screen
from grader.cli.sets import Sets
from grader.cli.trust import may_run
from grader.collect import find, read_roster
from grader.errors import UsageError
from grader.model.classroom import Collection
from grader.model.course import Policy
from grader.model.gradebook import Gradebook
from grader.model.message import Language, Message, say, say_count
from grader.model.problem_set import ProblemSet
from grader.specs.course import course_beside, read_course
from grader.workers import processors

if TYPE_CHECKING:
    from grader.engine import Engine


@dataclass(frozen=True)
class Batch:
    """What is to be graded, by what, under which rules."""

    options: BatchOptions
    screen: Screen
    problem_set: ProblemSet
    policy: Policy
    collection: Collection
    sheet: Sheet | None


def grade_class(options: BatchOptions, language: Language) -> int:
    """The exit status."""
    screen = Screen(language)
    sheet = check_formats(options.to, options.worksheet)
    with tempfile.TemporaryDirectory(prefix="grade-", ignore_cleanup_errors=True) as room:
        batch = _prepared(options, screen, sheet, Path(room))
        tell_found(screen, batch.collection, batch.problem_set)
        if options.dry_run:
            tell_wanted(screen, batch.collection, options, _rehearsed(batch))
            return 0
        return _graded(batch)


def _prepared(options: BatchOptions, screen: Screen, sheet: Sheet | None, room: Path) -> Batch:
    roster = None if options.roster is None else read_roster(options.roster)
    sets = Sets(settings_here().problems)
    named = None if options.set_name is None else sets.named(options.set_name)
    found = find(
        options.folder,
        layout=options.layout,
        roster=roster,
        attempt=options.attempt,
        assignment=options.assignment if "canvas" not in options.to else None,
        room=room,
    )
    problem_set = named or meant_by_class(sets, found)
    policy = _policy(options, problem_set)
    return Batch(options, screen, problem_set, policy, found, sheet)


def _rehearsed(batch: Batch) -> tuple[Message, ...]:
    if batch.sheet is None:
        return ()
    return rehearsed(
        batch.problem_set,
        batch.collection,
        batch.policy,
        batch.options.to,
        batch.sheet,
        batch.options.assignment,
    )


def _policy(options: BatchOptions, problem_set: ProblemSet) -> Policy:
    """The course's rules for this set, with the attempt that the command line asks for."""
    file = options.course
    course = read_course(file) if file else course_beside(problem_set.folder)
    policy = course.policy(problem_set.slug)
    if options.attempt == "all":
        return policy
    return policy.model_copy(update={"attempt": options.attempt})


def _graded(batch: Batch) -> int:
    options, screen = batch.options, batch.screen
    seed = secrets.randbits(63) if options.seed is None else options.seed
    with open_journal(options.results, batch.problem_set.slug, seed) as journal:
        made = _planned(batch, journal)
        graded = Graded(
            problem_set=batch.problem_set,
            collection=batch.collection,
            outcomes=outcomes(made, journal),
            policy=batch.policy,
            catalogue=screen.catalogue,
            incomplete_too=options.incomplete_too,
        )
        rendering = graded.rendering(options.results, options.to)
        with _told_of_interrupts(screen, journal):
            written = _grade(batch, made, journal, rendering) if made.due else {}
        book = _write(batch, graded, rendering, written)
        tell_results(screen, book, made)
        tell_where(screen, options.results, made.seed)
        return status_of(book)


def _write(
    batch: Batch, graded: Graded, rendering: Rendering, written: Mapping[str, tuple[str, ...]]
) -> Gradebook:
    options, folder = batch.options, Folder(batch.options.results)
    book = write_results(graded, rendering, options.jobs or processors(), written)
    if options.similarity:
        from grader.batch.likeness import likenesses

        for name, text in likenesses(graded):
            folder.write(name, text)
    for each in hand_overs(graded, book, options.to, batch.sheet, options.assignment):
        folder.write(each.name, each.content)
        batch.screen.tell(say("Written: {path}", path=f"{options.results}/{each.name}"))
        for line in each.told:
            batch.screen.tell(say("  {line}", line=line))
    return book


def _planned(batch: Batch, journal: Journal) -> Plan:
    header, options = journal.header, batch.options
    if header.set != batch.problem_set.slug:
        raise another_set(journal.folder, header.set, batch.problem_set.slug)
    seed = header.seed if options.seed is None else options.seed
    context = context_of(batch.problem_set, seed, options.limits())
    return plan(batch.collection.hand_ins, journal, context, seed, options.regrade)


@contextmanager
def _told_of_interrupts(screen: Screen, journal: Journal) -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        screen.warn(
            say_count(
                "Interrupted. {count} submission is graded and kept: run the same command again, "
                "and it goes on.",
                "Interrupted. {count} submissions are graded and kept: run the same command again, "
                "and it goes on.",
                len(journal),
            )
        )
        raise


def _grade(
    batch: Batch, made: Plan, journal: Journal, rendering: Rendering
) -> Mapping[str, tuple[str, ...]]:
    """The files that were written on the way, by the path of the hand-in."""
    with ExitStack() as stack:
        engine = stack.enter_context(_engine(batch, made, rendering))
        if not may_run(
            engine.isolation().level, somebody_elses=True, trusted=batch.options.trust_students
        ):
            raise _exposed() if batch.options.cluster is None else _exposed_there()
        tell = stack.enter_context(batch_progress(batch.screen, len(made.due)))
        grade_all(made, engine, journal, tell)
        return engine.files


def _engine(batch: Batch, made: Plan, rendering: Rendering) -> AbstractContextManager[Engine]:
    options, folder = batch.options, batch.problem_set.folder
    if options.cluster is not None:
        from grader.engine import open_dask

        return open_dask(options.cluster, folder, seed=made.seed, limits=options.limits())
    from grader.engine import open_local

    jobs = min(options.jobs or processors(), len(made.due))
    return open_local(
        folder,
        jobs=jobs,
        seed=made.seed,
        limits=options.limits(),
        writes=rendering,
        digest=batch.problem_set.digest,
    )


def _exposed_there() -> UsageError:
    return UsageError(
        say(
            "On a worker of the cluster programs cannot be sealed off: they could read and change "
            "the files of its user, and each other's. `grade doctor`, run there, says what is "
            "missing. Grade them there only if you trust their authors, with --trust-students."
        )
    )


def _exposed() -> UsageError:
    return UsageError(
        say(
            "On this machine programs cannot be sealed off: they could read and change your files, "
            "and each other's. `grade doctor` says what is missing. Grade them here only if you "
            "trust their authors, with --trust-students."
        )
    )
