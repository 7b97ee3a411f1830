"""What travels to a worker, and what is refused there."""

from __future__ import annotations

import pytest

from grader.engine.luggage import (
    Luggage,
    Software,
    check_software,
    otherwise,
    pack,
    software_here,
    unpack,
)
from grader.engine.seat import Desk, Opening, Order, Seat
from grader.errors import RunnerError, UsageError
from grader.model.run import Limits
from grader.runner import open_runner
from grader.sources import read_submission
from grader.specs import load_set
from tests.engine.kit import RIGHT, handed_in

WORKER = "tcp://10.0.0.7:4001"
HERE = Software(grader="0.1.0", python="3.11", numpy="2.4.6", torch="2.13.0")


def desk(runner, folder, luggage) -> Desk:
    return Desk(Opening(WORKER, folder, luggage), runner)


def luggage(tiny, **edits) -> Luggage:
    made = Luggage(set=pack(tiny), seed=7, limits=Limits(), software=software_here())
    return made.model_copy(update=edits)


def test_a_set_is_the_same_where_it_is_unpacked(tiny, tmp_path):
    packed = pack(tiny)
    there = load_set(unpack(packed, str(tmp_path)))
    here = load_set(tiny)
    assert there == here.model_copy(update={"folder": there.folder})
    assert there.digest == packed.digest
    assert ("wrong/two.py", b"") in packed.files


@pytest.mark.parametrize("name", Software.model_fields)
def test_other_software_is_told_with_both_versions(name):
    check_software(WORKER, HERE, HERE)
    with pytest.raises(UsageError) as caught:
        check_software(WORKER, HERE, HERE.model_copy(update={name: "1.0"}))
    assert str(caught.value) == (
        f"The worker {WORKER} has {name} 1.0; here it is {getattr(HERE, name)}. Install the same "
        "version at both ends: reports would differ."
    )


def test_missing_software_is_told():
    assert str(otherwise(WORKER, "grader", "0.1.0", None)) == (
        f"The worker {WORKER} has no grader; here it is 0.1.0. Install the same version there."
    )


def test_a_worker_with_another_torch_refuses(tiny, runner):
    other = software_here().model_copy(update={"torch": "2.0"})
    with pytest.raises(UsageError, match=f"The worker {WORKER} has torch "):
        desk(runner, tiny, luggage(tiny, software=other)).answer(Order())


def test_a_worker_with_another_set_refuses(tiny, runner):
    sent = luggage(tiny)
    other = sent.set.model_copy(update={"digest": "0123456789abcdef"})
    with pytest.raises(UsageError) as caught:
        desk(runner, tiny, luggage(tiny, set=other)).answer(Order())
    assert str(caught.value) == (
        f"The worker {WORKER} has another version of the set ({sent.set.digest[:12]}, here "
        "0123456789ab). Save the set's files and run the command again."
    )


def test_a_seat_that_is_closed_answers_no_more_and_leaves_no_files(tiny, tmp_path):
    seat = Seat(WORKER, luggage(tiny), str(tmp_path))
    assert [path.name for path in tmp_path.glob("*/tiny/set.yaml")] == ["set.yaml"]
    seat.close()
    answer = seat.ask(Order())
    assert isinstance(answer, RunnerError)
    assert str(answer) == "The grader beside a Dask worker was closed before it could answer."
    assert list(tmp_path.iterdir()) == []


def test_a_worker_that_came_later_seals_no_less(tiny, tmp_path):
    """Found out before a program runs; a class that may run unsealed runs there."""
    right = handed_in(tmp_path, "kim.py", RIGHT)
    order = Order(submission=read_submission(right.path, alone=True), student="kim")
    with open_runner(wrapper="none", layers_off=("landlock", "namespaces")) as bare:
        worse = desk(bare, tiny, luggage(tiny))
        level = worse.isolation.level
        assert level != "sealed"
        with pytest.raises(UsageError) as caught:
            worse.answer(order.model_copy(update={"at_worst": "sealed"}))
        assert str(caught.value) == (
            f"The worker {WORKER} came later and seals programs off less than the others do "
            f"({level}). Take it out of the cluster, and run the command again."
        )
        assert worse.answer(order.model_copy(update={"at_worst": level})).student == "kim"
