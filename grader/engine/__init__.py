"""Many submissions: graders on this machine, or on a Dask cluster."""

from grader.engine.dask import open_dask
from grader.engine.local import open_local
from grader.engine.protocol import Engine

__all__ = ["Engine", "open_dask", "open_local"]
