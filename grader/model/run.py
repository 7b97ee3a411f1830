"""What travels between the parent and a child, and what the parent measured of it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from grader.model.base import Model
from grader.model.message import Message
from grader.model.submission import HelperFile, Program
from grader.model.targets import Dotted, Identifier
from grader.model.values import Value

Seed = Annotated[int, Field(ge=0, lt=2**63)]
Name = Annotated[str, Field(max_length=200)]


class Limits(Model):
    """What one child may use. Seconds of wall clock, bytes of memory, disk and output."""

    program_seconds: float = 10
    question_seconds: float = 5
    total_seconds: float = 60
    memory: int = 2 << 30
    disk: int = 64 << 20
    output: int = 64 << 10


class Terms(Model):
    """What a child is confined by, before it learns its job; `layers_off` are left out."""

    limits: Limits = Limits()
    layers_off: tuple[str, ...] = ()


class Skip(Model):
    """A piece that an earlier child did not survive: it is not run again, and `reason` says why.

    In a notebook the whole cell is skipped; in a module everything from the statement at `line`.
    """

    cell: int
    line: int
    reason: Raised


class Place(Model):
    """Where in the student's program: the cell's number, or a file, and the line within it."""

    cell: int | None = None
    file: Name | None = None
    line: int | None = None


class Raised(Model):
    """An exception of the student's: the name of its type, its text (cut), and where."""

    type: Name
    text: Annotated[str, Field(max_length=2000)]
    place: Place | None = None
    caret: Annotated[str, Field(max_length=400)] | None = None


class Job(Model):
    """Everything a child needs to run one program. It holds no answer.

    `seed` starts every random generator; `salt` is mixed into seeds that the program sets itself,
    so that a second run differs even where the student fixed a seed. `watch` names variables whose
    value is also kept as it was when made; `spies` functions whose calls are recorded; `sections`
    those in which everything assigned, displayed or printed is kept. `checks` is the text of the
    set's own checks, if it has any.
    """

    program: Program
    helpers: tuple[HelperFile, ...] = ()
    seed: Seed
    salt: Seed = 0
    limits: Limits = Limits()
    watch: tuple[Identifier, ...] = ()
    spies: tuple[Dotted, ...] = ()
    sections: tuple[Name, ...] = ()
    skips: tuple[Skip, ...] = ()
    checks: str | None = None


class Again(Model):
    """The program is run once more, in the same process, from this seed; see `Job` for both.

    `silent`: nobody will ask what it prints, so `print` need not turn anything into text.
    """

    seed: Seed
    salt: Seed = 0
    silent: bool = False


class Question(Model):
    """One look at the subject. `probe` is the checker's record as a plain tree.

    With `again` the look is at another run of the program, which is made once for all questions
    that name the same one.
    """

    id: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    checker: Name
    probe: dict[str, Any]
    again: Again | None = None


class LayerState(Model):
    """A confining layer and what became of it; `why` is for people, in English."""

    name: Name
    state: Literal["applied", "unavailable", "off"]
    why: Annotated[str, Field(max_length=500)] = ""


class Ready(Model):
    """First word of a child, before any student code: how it has confined itself."""

    kind: Literal["ready"] = "ready"
    layers: Annotated[tuple[LayerState, ...], Field(max_length=40)]


class Step(Model):
    """The child is about to run this piece. What it was at when it died."""

    kind: Literal["step"] = "step"
    cell: int
    line: int


class CellEvidence(Model):
    """What one cell did. `printed` is cut; `displayed` is its last displayed value."""

    number: int
    names: Annotated[tuple[Name, ...], Field(max_length=500)] = ()
    displayed: Value | None = None
    printed: Annotated[str, Field(max_length=70_000)] = ""
    error: Raised | None = None
    seconds: float = 0.0


class Ran(Model):
    """The program has been run to its end, failing pieces included."""

    kind: Literal["ran"] = "ran"
    cells: Annotated[tuple[CellEvidence, ...], Field(max_length=10_000)]
    notes: Annotated[tuple[Message, ...], Field(max_length=50)] = ()
    tampering: Annotated[tuple[Name, ...], Field(max_length=50)] = ()


class CallRecord(Model):
    """One call of a function that is spied on, before it ran.

    `order` counts all recorded calls from one. `direct` is whether the student's own code called
    it, rather than a library; `place` is the nearest line of the student's. `asked` is whether it
    was called to answer a question, rather than by the program. `drawn` names the generators from
    which random numbers had been drawn, since the program began or since they were last seeded.
    """

    order: Annotated[int, Field(ge=1)]
    name: Name
    args: Annotated[tuple[Value, ...], Field(max_length=20)] = ()
    kwargs: Annotated[dict[Name, Value], Field(max_length=20)] = Field(default_factory=dict)
    place: Place | None = None
    direct: bool = True
    asked: bool = False
    drawn: Annotated[tuple[Literal["python", "numpy", "torch"], ...], Field(max_length=3)] = ()


class Sighting(Model):
    """One look that succeeded; `seen` is the checker's record as a plain tree, not yet validated.

    `how` and `place` tell of a value found in a section, and `found` then is the name it was
    assigned to, if it was; else `found` is the name or text that matched.
    """

    seen: dict[str, Any]
    found: Name | None = None
    how: Literal["assigned", "displayed", "printed"] | None = None
    place: Place | None = None


class Observed(Sighting):
    """The look succeeded. In a section there may be `others`, next best first."""

    kind: Literal["observed"] = "observed"
    others: Annotated[tuple[Sighting, ...], Field(max_length=30)] = ()


class Absent(Model):
    """There is nothing there: the name is missing, or still the starter's None or `...`.

    `names` are what the program does define, with the type of each. Of a section, `still_stub` is
    whether it is there, with nothing in it.
    """

    kind: Literal["absent"] = "absent"
    name: Name
    what: Literal["name", "section", "display", "print"] = "name"
    still_stub: bool = False
    names: Annotated[tuple[tuple[Name, Name], ...], Field(max_length=300)] = ()


class Failed(Model):
    """Looking ran student code (a call, an expression) and that raised."""

    kind: Literal["failed"] = "failed"
    error: Raised


class Unreadable(Model):
    """The look itself failed; `why` is for staff. `ours` if the set's own check is at fault."""

    kind: Literal["unreadable"] = "unreadable"
    ours: bool = False
    why: Annotated[str, Field(max_length=2000)]


Outcome = Annotated[Observed | Absent | Failed | Unreadable, Field(discriminator="kind")]


class Answer(Model):
    """The reply to the question of the same id."""

    kind: Literal["answer"] = "answer"
    id: str
    outcome: Outcome
    tampering: Annotated[tuple[Name, ...], Field(max_length=50)] = ()


FromChild = Annotated[Ready | Step | Ran | Answer, Field(discriminator="kind")]


EndReason = Literal["finished", "timeout", "cpu", "killed", "exited", "garbled", "flooded"]
TIMED_OUT: frozenset[EndReason] = frozenset({"timeout", "cpu"})
"""Of these, the ones that are a matter of time."""


class Ended(Model):
    """How a child ended, in the kernel's words as the parent measured them.

    `reason`: `finished` (it was told to stop), `timeout` (wall clock), `cpu` (processor time),
    `killed` (a signal of its own doing), `exited` (it left by itself), `garbled` (it sent what was
    not agreed), `flooded` (it sent too much).
    """

    reason: EndReason
    detail: str = ""
    status: int | None = None
    seconds: float = 0.0
    cpu_seconds: float | None = None
    peak_bytes: int | None = None


Skip.model_rebuild()
