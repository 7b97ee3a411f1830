"""A problem set → the files of an autograder, as one zip or as a folder."""

from __future__ import annotations

import json
import os
import stat
import uuid
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import Literal, NamedTuple

import grader
from grader.authors.page import page_of
from grader.errors import UsageError
from grader.locale import Catalogue
from grader.model.course import Policy
from grader.model.message import say
from grader.model.problem_set import ProblemSet
from grader.nearest import nearest
from grader.packs.draft import fault_report
from grader.packs.wheel import constraints, wheel, zipped
from grader.reports import renderer

Kind = Literal["gradescope", "prairielearn"]
KINDS: tuple[Kind, ...] = ("gradescope", "prairielearn")
LONGEST_GRADING = 300
POLICY = "policy.json"
# So that the same set is the same question each time it is packed.
NAMES = uuid.UUID("c1b6e0c0-3c55-4a0f-9b7b-2f5f0a5cf5de")


class PackedFile(NamedTuple):
    """A file of a pack: its path with forward slashes, its bytes, and whether it is run."""

    path: str
    data: bytes
    runs: bool = False


def kind_named(name: str) -> Kind:
    """The kind of pack of that name; UsageError, with the nearest name, if there is none."""
    if name in KINDS:
        return name
    close = nearest(name, KINDS)
    if close is None:
        raise UsageError(
            say("There is no pack for “{name}”. There are: {names}.", name=name, names=KINDS)
        )
    raise UsageError(
        say("There is no pack for “{name}”. Did you mean “{nearest}”?", name=name, nearest=close)
    )


def pack(
    problem_set: ProblemSet, kind: Kind, catalogue: Catalogue, policy: Policy | None = None
) -> tuple[PackedFile, ...]:
    """The whole autograder; what it tells students is in the catalogue's language.

    Of the course's policy, it goes by what students see of hidden items.
    """
    make = _gradescope if kind == "gradescope" else _prairielearn
    return tuple(make(problem_set, catalogue, policy or Policy()))


def write_zip(packed: Iterable[PackedFile], path: str) -> None:
    """Writes one zip, whole or not at all; UsageError if it is there already or cannot be."""
    try:
        with open(path, "xb") as file:
            file.write(zipped(packed))
    except FileExistsError:
        raise _there_already(path) from None
    except OSError as error:
        raise _cannot(path, error) from error


def write_folder(packed: Iterable[PackedFile], path: str) -> None:
    """Writes a new folder; UsageError if something is there already or it cannot be."""
    try:
        os.mkdir(path)
        for each in packed:
            target = os.path.join(path, *each.path.split("/"))
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with open(target, "xb") as file:
                file.write(each.data)
            os.chmod(target, 0o755 if each.runs else 0o644)
    except FileExistsError:
        raise _there_already(path) from None
    except OSError as error:
        raise _cannot(path, error) from error


def _gradescope(
    problem_set: ProblemSet, catalogue: Catalogue, policy: Policy
) -> Iterator[PackedFile]:
    """Gradescope unpacks it into /autograder/source, and puts run_autograder beside that."""
    words = {"HOME": "/autograder", "PACK": "/autograder/source"}
    yield from _installing()
    yield from _running(problem_set, "gradescope", catalogue, policy, words)


def _prairielearn(
    problem_set: ProblemSet, catalogue: Catalogue, policy: Policy
) -> Iterator[PackedFile]:
    """A question of a course, and the image that its container is started from."""
    slug = problem_set.slug
    for each in (*_installing(), PackedFile("Dockerfile", _filled("Dockerfile", SLUG=slug))):
        yield each._replace(path=f"image/{each.path}")
    question = f"questions/{slug}"
    yield PackedFile(f"{question}/info.json", _info(problem_set, catalogue).encode())
    page = page_of(problem_set, catalogue)
    html = _filled("question.html", SLUG=slug, PAGE=page)
    yield PackedFile(f"{question}/question.html", html)
    words = {"HOME": "/grade", "PACK": "/grade/tests"}
    for each in _running(problem_set, "prairielearn", catalogue, policy, words):
        yield each._replace(path=f"{question}/tests/{each.path}")


def _installing() -> Iterator[PackedFile]:
    yield PackedFile("setup.sh", _filled("setup.sh"), runs=True)
    yield PackedFile("constraints.txt", constraints().encode())
    yield PackedFile(*wheel())


def _running(
    problem_set: ProblemSet,
    kind: Kind,
    catalogue: Catalogue,
    policy: Policy,
    words: dict[str, str],
) -> Iterator[PackedFile]:
    script = _filled("run_autograder", KIND=kind, LANG=catalogue.language, **words)
    yield PackedFile("run_autograder", script, runs=True)
    fault = renderer(kind)(fault_report(problem_set), catalogue)
    yield PackedFile("fault.json", fault.encode())
    yield PackedFile(POLICY, policy.model_dump_json(exclude_defaults=True).encode())
    for path, data in _set_files(problem_set.folder):
        yield PackedFile(f"set/{path}", data)


def _set_files(folder: str) -> Iterator[tuple[str, bytes]]:
    """Every ordinary file of the set, wrong answers too: the spec names them."""
    for inside, folders, names in os.walk(folder):
        folders[:] = sorted(each for each in folders if not each.startswith((".", "__pycache__")))
        for name in sorted(names):
            path = os.path.join(inside, name)
            if not name.startswith(".") and stat.S_ISREG(os.stat(path).st_mode):
                with open(path, "rb") as file:
                    yield os.path.relpath(path, folder).replace(os.sep, "/"), file.read()


def _filled(name: str, **words: str) -> bytes:
    """One of the pack's own files, with the words in their places."""
    text = (files("grader.packs") / "files" / name).read_text("utf-8")
    for key, word in words.items():
        text = text.replace(f"@{key}@", word)
    return text.encode()


def _info(problem_set: ProblemSet, catalogue: Catalogue) -> str:
    tree = {
        "uuid": str(uuid.uuid5(NAMES, problem_set.slug)),
        "title": catalogue.render(problem_set.title),
        "topic": "Programming",
        "type": "v3",
        "gradingMethod": "External",
        "externalGradingOptions": {
            "enabled": True,
            "image": f"grader:{grader.__version__}",
            "entrypoint": "/grade/tests/run_autograder",
            "timeout": LONGEST_GRADING,
            "enableNetworking": False,
        },
    }
    return json.dumps(tree, ensure_ascii=False, indent=2) + "\n"


def _there_already(path: str) -> UsageError:
    return UsageError(
        say("{path} is there already and is left alone; name another file.", path=path)
    )


def _cannot(path: str, error: OSError) -> UsageError:
    why = error.strerror or type(error).__name__
    return UsageError(say("{path} cannot be written: {why}.", path=path, why=why))
