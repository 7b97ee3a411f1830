"""Values of options."""

from __future__ import annotations

import pytest

from grader.cli.grading_options import GradingOptions
from grader.cli.values import memory, seconds, seed
from grader.errors import UsageError
from grader.model.run import Limits


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("512M", 512 << 20),
        ("2G", 2 << 30),
        ("2g", 2 << 30),
        ("1.5GiB", 3 << 29),
        ("64 MB", 64 << 20),
        ("999999K", 999_999 << 10),
        ("1T", 1 << 40),
    ],
)
def test_sizes(text, size):
    assert memory(text) == size


@pytest.mark.parametrize(
    "text", ["", "G", "-1G", "1e9", "nan", "inf", "2GG", "15M", "٣G٣", "1234567G"]
)
def test_what_is_no_size(text):
    with pytest.raises(UsageError):
        memory(text)


@pytest.mark.parametrize("text", ["0.5", "20", "86400"])
def test_times(text):
    assert seconds(text) == float(text)


@pytest.mark.parametrize("text", ["", "-1", "0", "inf", "-inf", "nan", "86401", "1s"])
def test_what_is_no_time(text):
    with pytest.raises(UsageError):
        seconds(text)


def test_seeds():
    assert (seed("0"), seed(str(2**63 - 1))) == (0, 2**63 - 1)


@pytest.mark.parametrize("text", ["", "-1", "1.0", "1_0", "٣", "9" * 5000])
def test_what_is_no_seed(text):
    with pytest.raises(UsageError):
        seed(text)


def wishes(timeout: float | None = None, size: int | None = None) -> GradingOptions:
    return GradingOptions(
        files=("a.py",),
        set_name=None,
        format="terminal",
        output=None,
        timeout=timeout,
        memory=size,
        seed=None,
        staff=False,
    )


def test_limits_are_the_usual_ones_unless_asked():
    assert wishes().limits() == Limits()
    assert wishes(size=1 << 30).limits() == Limits(memory=1 << 30)


def test_the_other_times_grow_with_the_timeout():
    usual = Limits()
    assert wishes(timeout=usual.program_seconds * 3).limits() == Limits(
        program_seconds=usual.program_seconds * 3,
        question_seconds=usual.question_seconds * 3,
        total_seconds=usual.total_seconds * 3,
    )
