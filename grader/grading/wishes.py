"""What probes ask to be followed while a program runs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from grader.model.base import Model
from grader.model.targets import Section, Spied, Variable
from grader.model.walk import parts_of_type


@dataclass(frozen=True)
class Wishes:
    """Variables to be kept as they were when made, functions to spy on, sections to search."""

    watch: tuple[str, ...]
    spies: tuple[str, ...]
    sections: tuple[str, ...]

    @classmethod
    def of(cls, probes: Iterable[Model]) -> Wishes:
        """What these probes ask for."""
        watch: set[str] = set()
        spies: set[str] = set()
        sections: set[str] = set()
        for probe in probes:
            for _, target in parts_of_type(probe, Variable):
                if target.when == "made":
                    watch |= {target.variable, *target.aliases}
            spies |= {each.name for _, each in parts_of_type(probe, Spied)}
            sections |= {each.section for _, each in parts_of_type(probe, Section)}
        return cls(*(tuple(sorted(each)) for each in (watch, spies, sections)))
