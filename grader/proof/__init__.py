"""Does a problem set prove itself? Its own solutions, right and wrong, are graded with it."""

from grader.proof.mutation import Mutation
from grader.proof.prove import Options, Proof, prove
from grader.proof.sitting import Progress, Sitting
from grader.proof.workers import Workers, open_workers

__all__ = [
    "Mutation",
    "Options",
    "Progress",
    "Proof",
    "Sitting",
    "Workers",
    "open_workers",
    "prove",
]
