"""Reports made of real records, for every format's tests."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from grader.model.isolation import Isolation
from grader.model.message import Message, Text, say
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

CREATION = Text({"en": "Tensor creation", "ko": "Tensor 생성"})
INTEROP = Text({"en": "NumPy arrays and tensors share memory", "ko": "NumPy와 Tensor 간의 호환성"})
HOSTILE = "\x1b[2J\x1b]8;;http://example.org\x07 [bold red]ok[/] \u202egnp\u200b \udc80\ttab\r"


def both(en: str, ko: str) -> Message:
    """A message with a Korean text that no catalogue needs to hold."""
    return Message(template="{said}", values={"said": Text({"en": en, "ko": ko})})


def result(
    item: str,
    title: Text | str,
    status: Status,
    message: Message | None = None,
    *,
    points: float = 1,
    evidence: Evidence | None = None,
    staff_note: str | None = None,
) -> ItemResult:
    title = title if isinstance(title, Text) else Text(title)
    problem, problem_title = (
        ("tensor-creation", CREATION) if item.startswith("random") else ("numpy-interop", INTEROP)
    )
    return ItemResult(
        problem=problem,
        problem_title=problem_title,
        item=item,
        title=title,
        status=status,
        score=points if status == "passed" else 0,
        points=points,
        message=message,
        hint=Text({"en": "torch.rand()", "ko": "torch.rand()를 써 보세요."}),
        evidence=evidence,
        staff_note=staff_note,
        seconds=0.25,
    )


def report_of(
    *items: ItemResult,
    notes: tuple[Message, ...] = (),
    flags: tuple[Flag, ...] = (),
    student: str | None = "kim",
    files: tuple[str, ...] = ("complete.ipynb",),
) -> Report:
    return Report(
        set="pytorch-basics",
        set_title=Text({"en": "PyTorch basics", "ko": "PyTorch 기초"}),
        set_digest="a" * 64,
        student=student,
        submission=SubmittedFiles(files=files, digest="b" * 64),
        isolation=Isolation(
            level="partly sealed",
            meaning=both(
                "The program could not write outside its own folder, but it could use the network.",
                "프로그램은 자기 폴더 밖에 쓸 수 없었지만, 네트워크는 쓸 수 있었어요.",
            ),
            layers=(
                LayerState(name="rlimits", state="applied"),
                LayerState(name="network", state="unavailable", why="no user namespaces here"),
            ),
        ),
        seed=20240917,
        versions=Versions(
            grader="0.1.0", python="3.11.2", numpy="2.1.0", torch="2.13.0", platform="Linux"
        ),
        started="2024-09-17T01:02:03Z",
        seconds=1.5,
        complete=all(item.status != "broken" for item in items),
        score=sum(item.score for item in items),
        max_score=sum(item.points for item in items),
        items=items,
        notes=notes,
        flags=flags,
    )


SHAPE = Text({"en": "random_tensor has shape (3, 3)", "ko": "random_tensor의 모양이 (3, 3)이다"})
SHARES = Text({"en": "changing the array changes the tensor", "ko": "배열을 바꾸면 텐서도 바뀐다"})
BACK = Text({"en": "the way back shares memory too", "ko": "되돌린 배열도 메모리를 공유한다"})


def perfect() -> Report:
    return report_of(
        result("random-shape", SHAPE, "passed"),
        result("shares-memory", SHARES, "passed", points=2),
    )


def mistakes() -> Report:
    cell = Evidence(found="torch_tensor", place=Place(cell=7, line=2))
    copy = both(
        "torch_tensor is a copy: after 42.0 was written to numpy_array[0], torch_tensor[0] was"
        " still 1.0. Make the tensor with torch.from_numpy(numpy_array): it shares the memory.",
        "torch_tensor는 복사본이에요. numpy_array[0]에 42.0을 썼는데도 torch_tensor[0]은 여전히"
        " 1.0이에요. torch.from_numpy(numpy_array)로 텐서를 만들면 메모리를 공유해요.",
    )
    error = both(
        "cell 3: NameError: name 'tensr' is not defined; did you mean 'tensor'?\n"
        "    x = tensr.rand(3, 3)\n        ^",
        "셀 3: NameError: 'tensr'이라는 이름이 없어요. 'tensor'를 쓰려고 했나요?\n"
        "    x = tensr.rand(3, 3)\n        ^",
    )
    locked = both(
        "This can't be checked until “changing the array changes the tensor” passes.",
        "“배열을 바꾸면 텐서도 바뀐다”를 통과해야 확인할 수 있어요.",
    )
    order = both(
        "You ran the cells out of order (cell 5 before cell 4). Here they run top to bottom.",
        "셀을 순서대로 실행하지 않았어요(셀 5를 셀 4보다 먼저). 여기서는 위에서부터 실행해요.",
    )
    todo = both("random_dtype is not there yet.", "random_dtype이 아직 없어요.")
    return report_of(
        result("random-shape", SHAPE, "error", error, evidence=Evidence(place=Place(cell=3))),
        result("random-dtype", "random_dtype", "not_attempted", todo, points=0.5),
        result(
            "shares-memory",
            SHARES,
            "failed",
            copy,
            points=2,
            evidence=cell,
            staff_note="max |difference| 41.0 at (0,)",
        ),
        result("shares-back", BACK, "skipped", locked),
        result("values", "numpy_array == [1., 2., 3.]", "passed"),
        notes=(order,),
        flags=(
            Flag(
                what=both("It uses ctypes.", "ctypes를 써요."),
                place=Place(cell=2, line=1),
                innocent=both("Some libraries do.", "쓰는 라이브러리도 있어요."),
            ),
        ),
    )


def incomplete() -> Report:
    gpu = both("This machine has no GPU.", "이 컴퓨터에는 GPU가 없어요.")
    ours = both("The grader failed here; it is not your mistake.", "채점기 잘못이에요.")
    return report_of(
        result("random-shape", SHAPE, "broken", ours, staff_note="KeyError: 'shape'"),
        result("random-gpu", "GPU", "unavailable", gpu),
        result("values", "numpy_array == [1., 2., 3.]", "passed"),
        student=None,
        files=("answer.py", "helper.py"),
    )


def hostile() -> Report:
    """Everything that a student can put into a report tries to act."""
    message = say("Hostile: {x}.", x=f"{HOSTILE}\n  ✓ passed  all of it   9 / 9\n{'가' * 90}")
    found = Evidence(found=HOSTILE, place=Place(file=HOSTILE.replace("\udc80", ""), line=3))
    flag = Flag(what=say("{x}", x=HOSTILE), innocent=say("{x}", x=HOSTILE))
    return report_of(
        result("random-shape", HOSTILE, "failed", message, evidence=found, staff_note=HOSTILE),
        notes=(say("{x}", x=HOSTILE),),
        flags=(flag,),
        student=HOSTILE,
        files=(HOSTILE,),
    )


@pytest.fixture
def sample() -> Callable[[str], Report]:
    """A report by name."""
    made = {each.__name__: each for each in (perfect, mistakes, incomplete, hostile)}
    return lambda name: made[name]()
