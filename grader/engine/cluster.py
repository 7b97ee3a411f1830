"""Finding a Dask cluster, and whether its workers are like us."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.engine.luggage import Software, otherwise
from grader.errors import RunnerError, UsageError
from grader.model.message import Message, say

if TYPE_CHECKING:
    from distributed import Client


@contextmanager
def connected(where: str, patience: float) -> Iterator[Client]:
    """A client of the scheduler at an address, or named by a scheduler file.

    UsageError if Dask is not installed, or if nobody answers within `patience` seconds.
    """
    client_class = _client_class()
    address = address_of(where)
    with quiet():
        try:
            client = client_class(address, timeout=patience, set_as_default=False)
        except (OSError, ValueError) as error:
            raise UsageError(_nobody(address, patience)) from error
        with client:
            yield client


@contextmanager
def quiet() -> Iterator[None]:
    """Nothing of Dask's own log: what people must know, we tell."""
    loggers = [logging.getLogger(name) for name in ("distributed", "distributed.client")]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)


def _client_class() -> type[Client]:
    try:
        from distributed import Client
    except ImportError as error:
        raise UsageError(
            say("A cluster needs Dask, which is not installed: pip install 'grader[dask]'")
        ) from error
    found: type[Client] = Client
    return found


def address_of(where: str) -> str:
    """An address as it is; of a scheduler file, the address that it holds."""
    if "://" in where:
        return where
    try:
        return str(json.loads(Path(where).read_text("utf-8"))["address"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            say(
                "{where} is neither an address such as tcp://host:8786 nor a scheduler file. Start "
                "the scheduler with --scheduler-file, or give its address.",
                where=where,
            )
        ) from error


def wait_for_workers(client: Client, patience: float) -> None:
    """UsageError if the cluster has none even then."""
    try:
        client.wait_for_workers(1, timeout=patience)
    except TimeoutError as error:
        raise UsageError(
            say(
                "The cluster has no workers, even after {seconds} seconds. Start some, and run the "
                "command again.",
                seconds=f"{patience:g}",
            )
        ) from error


def threads(client: Client) -> int:
    """Of all workers together. RunnerError if the scheduler is gone."""
    try:
        found: dict[str, int] = client.nthreads()
    except (OSError, RuntimeError) as error:
        raise lost() from error
    return sum(found.values())


def lost() -> RunnerError:
    """What to raise when the scheduler is gone."""
    return RunnerError(
        say(
            "The connection to the cluster's scheduler is lost. What was graded so far is kept: "
            "run the same command again when the scheduler is back."
        )
    )


def check_versions(client: Client, here: Software) -> None:
    """UsageError that names a worker whose grader, Python or NumPy is not ours."""
    for worker, found in client.get_versions(packages=["grader"])["workers"].items():
        for name, ours in here:
            theirs = _version(found, name)
            if name != "torch" and theirs != ours:
                raise UsageError(otherwise(worker, name, ours, theirs))


def _version(found: dict[str, Any], name: str) -> str | None:
    if name == "python":
        return ".".join(found["host"]["python"].split(".")[:2])
    version: str | None = found["packages"].get(name)
    return version


def _nobody(address: str, patience: float) -> Message:
    return say(
        "Nobody answers at {address}, even after {seconds} seconds. Is the scheduler running "
        "there, and can this machine reach it?",
        address=address,
        seconds=f"{patience:g}",
    )
