"""Evidence fits one frame, whatever a program does."""

from __future__ import annotations

import pytest

from grader.child.evidence import Evidence
from grader.child.look import look
from grader.model.run import Place, Raised, Ran
from grader.model.values import CutValue, IntValue
from grader.wire import MAX_BLOB, MAX_HEAD, decode, encode, validated

ERROR = Raised(type="E", text="\x01" * 2000, place=Place(cell=1, line=1), caret="\x01" * 400)


@pytest.mark.parametrize("count", [1, 100, 3000])
def test_the_evidence_of_many_noisy_cells_fits(count):
    evidence = Evidence(look, count)
    names = [f"{'한' * 190}{at}" for at in range(600)]
    displays = [["글" * (60_000 // count), list(range(500 // count))]]
    cells = tuple(
        evidence.cell(at, names=names, displays=displays, printed="\x01" * 70_000, error=ERROR)
        for at in range(1, count + 1)
    )
    ran = Ran(cells=cells)
    frame = encode(ran)
    assert len(frame) < MAX_HEAD
    assert validated(Ran, decode(frame)) == ran


def test_a_quiet_program_keeps_everything():
    cell = Evidence(look, 1).cell(3, names=["a", "b"], displays=[1, 2], printed="x", error=ERROR)
    assert cell.names == ("a", "b")
    assert cell.displayed == IntValue(digits="2")
    assert (cell.number, cell.printed, cell.error) == (3, "x", ERROR)


def test_large_displays_are_cut_once_there_is_no_room():
    import torch

    evidence = Evidence(look, 9)
    big = torch.zeros(MAX_BLOB // 16)
    shown = [evidence.cell(at, displays=[big]).displayed for at in range(1, 5)]
    assert [value == CutValue() for value in shown] == [False, False, True, True]


def test_names_that_no_frame_could_carry_are_mended():
    assert Evidence(look, 1).cell(1, names=["\ud800a"]).names == ("?a",)
