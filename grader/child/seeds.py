"""Where a program's randomness starts, and how a second run is made to differ."""

from __future__ import annotations

import functools
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import torch


def seed_everything(seed: int) -> None:
    """Starts Python's, NumPy's and torch's global generators from one number."""
    random.seed(seed)
    np.random.seed(seed % 2**32)
    torch.default_generator.manual_seed(seed)


def mix_seeds(salt: int) -> None:
    """Mixes the salt into every seed that the program sets from now on; a salt of 0 does nothing.

    A seed that the library would refuse is handed on as it is.
    """
    if salt == 0:
        return
    _mix_python(salt)
    _mix_numpy(salt)
    _mix_torch(salt)


@contextmanager
def mixing_seeds(salt: int) -> Iterator[None]:
    """As `mix_seeds`, for a while."""
    before = [(owner, name, getattr(owner, name)) for owner, name in _seeding()]
    mix_seeds(salt)
    try:
        yield
    finally:
        for owner, name, found in before:
            setattr(owner, name, found)


def _seeding() -> Iterator[tuple[Any, str]]:
    """Everything that `mix_seeds` replaces."""
    yield random.Random, "seed"
    yield random, "seed"
    yield from ((np.random, name) for name in ("seed", "default_rng", "RandomState"))
    yield from ((torch, "manual_seed"), (torch.random, "manual_seed"), (torch, "Generator"))


def mixed(given: Any, salt: int, bits: int) -> Any:  # noqa: ANN401 - whatever a student passes
    """Another seed of the same kind, within the same range; other things unchanged."""
    if isinstance(given, str):
        return given + str(salt)
    if isinstance(given, (bytes, bytearray)):
        return given + str(salt).encode()
    if isinstance(given, float):
        return given + salt
    if isinstance(given, (int, np.integer)) and -(2 ** (bits - 1)) <= given < 2**bits:
        return int(given) ^ (salt % (2 ** (bits - 1) - 1) + 1)
    return given


def _mixing(
    function: Callable[..., Any], salt: int, bits: int, place: int = 0
) -> Callable[..., Any]:
    """The function with the salt mixed into its argument `place`, which may also be named."""

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        if len(args) > place:
            args = (*args[:place], mixed(args[place], salt, bits), *args[place + 1 :])
        kwargs = {
            name: mixed(value, salt, bits) if name in ("seed", "a") else value
            for name, value in kwargs.items()
        }
        return function(*args, **kwargs)

    return call


def _mix_python(salt: int) -> None:
    random.Random.seed = _mixing(random.Random.seed, salt, 64, place=1)  # type: ignore[method-assign]
    random.seed = random._inst.seed


def _mix_numpy(salt: int) -> None:
    np.random.seed = _mixing(np.random.seed, salt, 32)
    np.random.default_rng = _mixing(np.random.default_rng, salt, 64)
    np.random.RandomState = _standing_for(  # type: ignore[misc]
        np.random.RandomState, "__init__", salt, 32
    )


def _mix_torch(salt: int) -> None:
    torch.manual_seed = torch.random.manual_seed = _mixing(torch.manual_seed, salt, 64)
    torch.Generator = _standing_for(  # type: ignore[misc]
        torch.Generator, "manual_seed", salt, 64
    )


def _standing_for(base: type, method: str, salt: int, bits: int) -> Any:  # noqa: ANN401
    """A subclass that mixes the salt into one method and passes for its base class.

    The base is a C type, whose methods cannot be replaced.
    """

    class Standing(type(base)):  # type: ignore[misc]
        def __instancecheck__(cls, other: object) -> bool:
            return isinstance(other, base)

        def __subclasscheck__(cls, other: type) -> bool:
            return issubclass(other, base)

    body = {
        method: _mixing(getattr(base, method), salt, bits, place=1),
        "__doc__": base.__doc__,
        "__module__": base.__module__,
        "__qualname__": base.__qualname__,
    }
    return Standing(base.__name__, (base,), body)
