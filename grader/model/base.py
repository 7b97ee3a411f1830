"""The record that all others are made from."""

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """A closed, frozen record: unknown keys are refused, and nothing is coerced.

    Sequences are tuples; whoever reads a tree from outside (YAML, the wire) hands over tuples.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
