"""Shared by the tests of engines."""

from __future__ import annotations

import pytest

from tests.engine.kit import made_set


@pytest.fixture(scope="session")
def tiny(tmp_path_factory) -> str:
    """The folder of a tiny set."""
    return made_set(tmp_path_factory.mktemp("sets") / "tiny")
