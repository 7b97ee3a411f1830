"""Compares every submission of a class with every other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grader.model.classroom import Student
from grader.model.submission import Program
from grader.similarity.prints import Prints, fragments_of, text_of
from grader.similarity.records import Pair, Side, Similarities

THRESHOLD = 0.8
MOST_PAIRS = 500
LEAST_MARKS = 40
COMMON_SHARE, COMMON_LEAST = 0.2, 10
ROWS = 256


@dataclass(frozen=True)
class _Entry:
    student: Student
    program: Program
    marks: NDArray[np.int64]


def similar(
    programs: Iterable[tuple[Student, Program]],
    *,
    boilerplate: Iterable[str] = (),
    threshold: float = THRESHOLD,
) -> Similarities:
    """The pairs of different students of which one has `threshold` or more of its code in common.

    Left out of every comparison: what stands in `boilerplate` (the starter, as text), and what more
    than a fifth of the class has written (never less than ten): so the exercise is solved. A
    program with fewer than 40 runs of characters of its own is too short to compare. UsageError
    where copydetect is not installed.
    """
    prints = Prints()
    given = frozenset().union(*map(prints.marks, boilerplate))
    entries = [_entry(prints, *each, given) for each in programs]
    common = _common(entries)
    own = [np.setdiff1d(each.marks, common) for each in entries]
    kept = [number for number, marks in enumerate(own) if len(marks) >= LEAST_MARKS]
    less = given | set(common.tolist())
    pairs = [
        pair
        for left, right in _candidates([own[number] for number in kept], threshold / 2)
        if (pair := _pair(entries[kept[left]], entries[kept[right]], prints, less)) is not None
        and pair.share >= threshold
    ]
    pairs.sort(key=lambda pair: (-pair.share, pair.left.student.id, pair.right.student.id))
    return Similarities(
        threshold=threshold,
        compared=len(kept),
        short=len(entries) - len(kept),
        pairs=tuple(pairs[:MOST_PAIRS]),
        left_out=max(0, len(pairs) - MOST_PAIRS),
    )


def _entry(prints: Prints, student: Student, program: Program, given: Set[int]) -> _Entry:
    marks = np.array(sorted(prints.marks(text_of(program)) - given), dtype=np.int64)
    return _Entry(student, program, marks)


def _common(entries: list[_Entry]) -> NDArray[np.int64]:
    """The fingerprints that so many programs have that they say nothing of any two."""
    if not entries:
        return np.array([], dtype=np.int64)
    marks, counts = np.unique(np.concatenate([each.marks for each in entries]), return_counts=True)
    return marks[counts > max(COMMON_LEAST, COMMON_SHARE * len(entries))]


def _candidates(own: list[NDArray[np.int64]], least: float) -> Iterator[tuple[int, int]]:
    """Pairs that share so much of the smaller one's fingerprints, by a product of matrices."""
    from scipy.sparse import csr_matrix

    if not own:
        return
    sizes = np.array([len(marks) for marks in own])
    _, columns = np.unique(np.concatenate(own), return_inverse=True)
    ends = np.concatenate(([0], np.cumsum(sizes)))
    table = csr_matrix((np.ones(len(columns), dtype=np.int32), columns, ends))
    for first in range(0, len(own), ROWS):
        shared = (table[first : first + ROWS] @ table.T).tocoo()
        left, right = shared.row + first, shared.col
        alike = shared.data >= least * np.minimum(sizes[left], sizes[right])
        chosen = alike & (left < right)
        yield from zip(left[chosen].tolist(), right[chosen].tolist(), strict=True)


def _pair(one: _Entry, other: _Entry, prints: Prints, less: Set[int]) -> Pair | None:
    if one.student.id == other.student.id:
        return None
    left, right = sorted((one, other), key=lambda entry: entry.student.id)
    shares, pieces = prints.compare(text_of(left.program), text_of(right.program), less)
    sides = [
        Side(student=each.student, share=share, fragments=fragments_of(each.program, found))
        for each, share, found in zip((left, right), shares, pieces, strict=True)
    ]
    return Pair(left=sides[0], right=sides[1])
