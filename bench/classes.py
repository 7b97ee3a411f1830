"""Made-up classes, as large as wanted: what a page or an export has to cope with."""

from __future__ import annotations

import random
from collections.abc import Iterator

from grader.model.base import Model
from grader.model.classroom import HandIn, Outcome, Student
from grader.model.isolation import Isolation
from grader.model.message import Message, Text, say
from grader.model.problem_set import Item, Problem, ProblemSet
from grader.model.report import (
    Evidence,
    Flag,
    ItemResult,
    Report,
    SubmittedFiles,
    Versions,
)
from grader.model.run import LayerState, Place
from grader.model.verdict import Status

FAMILY = "김이박최정강조윤장임한오서신권황안송류홍"
GIVEN = (
    "민준",
    "서연",
    "도윤",
    "지우",
    "하은",
    "시우",
    "수아",
    "예준",
    "지호",
    "하린",
    "유나",
    "건우",
)
LATIN = ("Ada", "Grace", "Alan", "Emmy", "Kurt", "Sofia", "Niels", "Maria", "José", "Zoë")
LAST = ("Novák", "Müller", "O'Neil", "Sørensen", "García", "Kowalski", "Rossi", "Dubois")
TOPICS = (
    ("tensor-creation", "Creating a tensor", "Tensor 생성"),
    ("shape", "Shape and dimension of a tensor", "Tensor의 Shape와 Dimension"),
    ("numpy-interop", "NumPy arrays and tensors share memory", "NumPy와 Tensor 간의 호환성"),
    ("arithmetic", "Arithmetic on tensors", "Tensor 연산"),
    ("autograd", "Gradients", "미분"),
)
ASPECTS = (
    ("is a tensor", "텐서이다"),
    ("has the right shape", "모양이 맞다"),
    ("holds floating-point numbers", "실수를 담는다"),
    ("has the right values", "값이 맞다"),
    ("shares its memory", "메모리를 공유한다"),
    ("is not a copy", "복사본이 아니다"),
    ("is random", "무작위이다"),
    ("keeps its input as it was", "입력을 바꾸지 않는다"),
)


def made_set(items: int) -> ProblemSet:
    """A set of so many items, eight to a problem."""
    problems = []
    for number in range(0, items, len(ASPECTS)):
        slug, english, korean = TOPICS[number // len(ASPECTS) % len(TOPICS)]
        problems.append(
            Problem(
                slug=f"{slug}-{number}",
                title=Text({"en": english, "ko": korean}),
                task=Text({"en": f"Do exercise {number}.", "ko": f"연습 {number}번을 푸세요."}),
                items=tuple(_item(each) for each in range(number, min(number + 8, items))),
            )
        )
    return ProblemSet(
        slug="made-up",
        title=Text({"en": "PyTorch basics", "ko": "PyTorch 기초"}),
        problems=tuple(problems),
        folder="made-up",
        digest="a" * 64,
        reference="",
    )


def _item(number: int) -> Item:
    english, korean = ASPECTS[number % len(ASPECTS)]
    name = f"tensor_{number // len(ASPECTS) + 1}"
    return Item(
        slug=f"item-{number}",
        title=Text({"en": f"{name} {english}", "ko": f"{name}: {korean}"}),
        check="value",
        points=1 + number % 3,
        probe=Model(),
        rules=Model(),
        hint=Text({"en": "torch.from_numpy() shares memory.", "ko": "torch.from_numpy()"}),
        hidden=number % 8 == 7,
    )


def made_outcomes(problem_set: ProblemSet, students: int, *, seed: int = 1) -> Iterator[Outcome]:
    """One at a time; the same seed makes the same class."""
    chance = random.Random(seed)
    for number in range(students):
        hand_in = HandIn(
            student=Student(id=f"2024{number:04}", name=_name(chance)),
            path=f"{number}.ipynb",
            shown=f"2024{number:04}_연습문제.ipynb",
            late=chance.random() < 0.06,
        )
        if chance.random() < 0.012:
            failure = say("The notebook is not JSON: it may have been cut off while uploading.")
            yield Outcome(hand_in=hand_in, failure=failure)
        else:
            yield Outcome(hand_in=hand_in, report=_report(problem_set, chance))


def _name(chance: random.Random) -> str:
    if chance.random() < 0.7:
        return chance.choice(FAMILY) + chance.choice(GIVEN)
    return f"{chance.choice(LATIN)} {chance.choice(LAST)}"


def _report(problem_set: ProblemSet, chance: random.Random) -> Report:
    skill = chance.betavariate(4, 1.6)
    items = tuple(
        _result(problem, item, number, skill, chance)
        for problem in problem_set.problems
        for number, item in enumerate(problem.items)
    )
    slow = chance.random() < 0.02
    return Report(
        set=problem_set.slug,
        set_title=problem_set.title,
        set_digest=problem_set.digest,
        student=None,
        submission=SubmittedFiles(files=("work.ipynb",), digest="b" * 64),
        isolation=Isolation(
            level="sealed",
            meaning=say("The program could reach neither the network nor anybody's files."),
            layers=(LayerState(name="landlock", state="applied"),),
        ),
        seed=7,
        versions=Versions(
            grader="0.1.0", python="3.11.2", numpy="2.1.0", torch="2.13.0", platform="Linux"
        ),
        started=f"2026-11-25T10:{chance.randrange(60):02}:00.000+00:00",
        seconds=10.4 if slow else round(chance.lognormvariate(-2.9, 0.35), 4),
        complete=all(item.status != "broken" for item in items),
        score=sum(item.score for item in items),
        max_score=problem_set.max_score,
        items=items,
        flags=_flags(chance),
        ended=("timeout",) if slow else ("killed",) if chance.random() < 0.008 else (),
    )


def _flags(chance: random.Random) -> tuple[Flag, ...]:
    if chance.random() > 0.03:
        return ()
    what = chance.choice(("os.system", "ctypes", "sys.modules"))
    return (
        Flag(
            what=say("the program mentions {name}", name=what),
            place=Place(cell=chance.randrange(1, 9), line=1),
            innocent=say("Installing a package or asking for its version looks the same."),
        ),
    )


def _result(
    problem: Problem, item: Item, number: int, skill: float, chance: random.Random
) -> ItemResult:
    hard = 0.12 * (number % 5)
    status: Status = "passed"
    if chance.random() > skill - hard + 0.35:
        status = chance.choices(
            ("failed", "error", "not_attempted", "skipped", "unavailable", "broken"),
            (55, 12, 14, 18, 0.5, 0.05),
        )[0]
    partly = status == "failed" and number == 3 and chance.random() < 0.3
    return ItemResult(
        problem=problem.slug,
        problem_title=problem.title,
        item=item.slug,
        title=item.title,
        status=status,
        score=item.points if status == "passed" else item.points / 2 if partly else 0,
        points=item.points,
        message=_message(item, status, chance),
        hint=item.hint,
        evidence=Evidence(found="tensor", place=Place(cell=number + 2, line=1)),
        seconds=0.001,
        hidden=item.hidden,
    )


def _message(item: Item, status: Status, chance: random.Random) -> Message | None:
    if status == "passed":
        return None
    if status == "skipped":
        return say("Can't be checked until “{title}” passes.", title=item.title)
    if status == "not_attempted":
        return say("`{name}` still has no value. Put your answer in its place.", name="tensor")
    return chance.choice(
        (
            say("Its shape is {found}, expected {expected}.", found="(3,)", expected="(3, 3)"),
            say(
                "{count} of {size} elements are wrong, the first at index {index}: {first}.",
                count=chance.randrange(1, 9),
                size=9,
                index="(0, 0)",
                first=say("it is {found}", found=f"{chance.random():.4f}"),
            ),
            say(
                "{where}: {error}",
                where=say("cell {cell}, line {line}", cell=chance.randrange(9), line=2),
                error=say("{error}", error="NameError: name 'tensr' is not defined"),
            ),
        )
    )
