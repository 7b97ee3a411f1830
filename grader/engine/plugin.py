"""What runs in Dask's worker processes. Imports Dask: itself imported only where there is one."""

from __future__ import annotations

import asyncio

from distributed import Worker, WorkerPlugin, get_worker

from grader.engine.luggage import Luggage
from grader.engine.seat import Answer, Order, Seat
from grader.errors import GraderError


class GraderPlugin(WorkerPlugin):
    """Gives every worker of a cluster a seat, those that join later too."""

    seat: Seat | None = None

    def __init__(self, name: str, luggage: Luggage) -> None:
        self.name = name
        self.luggage = luggage

    def setup(self, worker: Worker) -> None:
        """The set is unpacked; our process starts when it is asked first."""
        self.seat = Seat(worker.address, self.luggage, worker.local_directory)

    async def teardown(self, worker: Worker) -> None:  # noqa: ARG002  Dask's signature
        """Nothing of ours is left."""
        if self.seat is not None:
            await asyncio.to_thread(self.seat.close)


def answer(name: str, order: Order) -> Answer | GraderError:
    """A task: what the seat of this worker answers."""
    return _seat(get_worker(), name).ask(order)


async def introduce(name: str, dask_worker: Worker) -> Answer | GraderError:
    """How programs are kept apart on this worker; waits beside Dask's own loop."""
    return await asyncio.to_thread(_seat(dask_worker, name).ask, Order())


def _seat(worker: Worker, name: str) -> Seat:
    plugin = worker.plugins[name]
    assert isinstance(plugin, GraderPlugin)
    assert plugin.seat is not None
    return plugin.seat
