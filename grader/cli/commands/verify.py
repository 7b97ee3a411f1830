"""`grade verify SET…`: does a problem set accept right answers and reject wrong ones?"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import click

from grader.cli.layout import HelpInWords
from grader.cli.numbers import percent, whole
from grader.cli.options import jobs as jobs_option
from grader.cli.options import lang
from grader.cli.values import Read, proof_format, seed
from grader.cli.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grader.cli.screen import Screen
    from grader.proof import Options, Workers

SCHEMA = 1
PROVEN, NOT_PROVEN = 0, 1
MOST_RUNS = 1000


def command(say: Words) -> click.Command:
    """The command, its help in one language."""
    return HelpInWords(
        say,
        name="verify",
        params=_params(say),
        callback=partial(_run, say),
        help=say(
            "Proves problem sets, for those who write them.\n\n"
            "The reference passes every item, whatever the random numbers; the starter passes "
            "none; each wrong answer fails exactly at the items that list it; every item fails "
            "some wrong answer; and wrong programs made from the reference (mutants) are caught. "
            "Exit status: 0 proven; 1 not; 2 a set has mistakes; 3 a fault of the grader."
        ),
    )


def _params(say: Words) -> list[click.Parameter]:
    return [
        click.Argument(["sets"], nargs=-1, required=True, metavar="SET..."),
        jobs_option(say),
        click.Option(
            ["--runs"],
            type=Read(whole("--runs", 1, MOST_RUNS, 20), "number"),
            metavar="NUMBER",
            default="20",
            help=say("How often the reference is graded, each time with another seed; else 20."),
        ),
        click.Option(
            ["--seed"],
            type=Read(seed, "number"),
            metavar="NUMBER",
            help=say("The first seed; the others count up from it."),
        ),
        click.Option(
            ["--min-kill-rate"],
            type=Read(percent("--min-kill-rate", 95), "percent"),
            metavar="PERCENT",
            default="95",
            help=say("How many of a hundred mutants must be caught; else 95."),
        ),
        click.Option(["--no-mutants"], is_flag=True, help=say("Make no mutants.")),
        click.Option(
            ["--format"],
            type=Read(proof_format, "format"),
            metavar="NAME",
            default="terminal",
            help=say("terminal, to read; or json, for programs."),
        ),
        lang(say),
    ]


def _run(
    words: Words,
    sets: tuple[str, ...],
    jobs: int | None,
    runs: int,
    seed: int | None,
    min_kill_rate: float,
    no_mutants: bool,
    format: str,  # noqa: A002  the option's name
    lang: str | None,  # noqa: ARG001  language_of has read it
) -> int:
    import json
    import secrets

    from grader.cli.screen import Screen
    from grader.model.message import say
    from grader.proof import Options, open_workers

    screen = Screen(words.language, for_programs=format == "json")
    first = secrets.randbits(31) if seed is None else seed
    options = Options(seed=first, runs=runs, wrong_runs=min(3, runs), mutants=not no_mutants)
    with open_workers(jobs) as workers:
        ends = [_verify(each, options, min_kill_rate, workers, screen) for each in sets]
    if format == "json":
        proofs = {"schema": SCHEMA, "seed": first, "sets": [data for _, data in ends]}
        screen.write(json.dumps(proofs, ensure_ascii=False, indent=2) + "\n")
    screen.tell(say("To repeat with the same random numbers: {option}", option=f"--seed {first}"))
    return max(status for status, _ in ends)


def _verify(
    name: str, options: Options, least: float, workers: Workers, screen: Screen
) -> tuple[int, Mapping[str, Any]]:
    """The exit status of one set, and its result; one that cannot be read stops no other."""
    from grader.cli.failure import tell
    from grader.cli.here import settings_here
    from grader.cli.progress import progress
    from grader.cli.proofs import as_data, is_proven, told, unread
    from grader.cli.sets import Sets
    from grader.errors import UserError
    from grader.proof import Sitting, prove

    try:
        problem_set = Sets(settings_here().problems).named(name)
        with progress(screen, problem_set.slug) as step:
            proof = prove(Sitting(problem_set, workers, step), options)
    except UserError as error:
        status = tell(error, screen.catalogue.language)
        return status, unread(name, error, screen.catalogue.render)
    for line in told(proof, least):
        screen.tell(line)
    status = PROVEN if is_proven(proof, least) else NOT_PROVEN
    return status, as_data(proof, least, screen.catalogue.render)
