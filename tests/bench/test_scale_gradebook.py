"""What two batches are compared by."""

from __future__ import annotations

from pathlib import Path

from bench.scale.batch import bytes_below, grown, journalled
from bench.scale.gradebook import rate_changed, steady_bytes


def _gradebook(folder: Path, *rows: str) -> Path:
    path = folder / "gradebook.csv"
    path.write_text("\r\n".join(("\ufeffstudent,seconds,score", *rows, "")), encoding="utf-8")
    return path


def test_times_do_not_tell_two_gradebooks_apart(tmp_path: Path) -> None:
    one = steady_bytes(_gradebook(tmp_path, "kim,0.1,3", '"lee, j",0.2,4'))
    assert one == steady_bytes(_gradebook(tmp_path, "kim,7,3", '"lee, j",8,4'))


def test_scores_and_order_do(tmp_path: Path) -> None:
    one = steady_bytes(_gradebook(tmp_path, "kim,0.1,3", "lee,0.2,4"))
    assert one != steady_bytes(_gradebook(tmp_path, "kim,0.1,3", "lee,0.2,5"))
    assert one != steady_bytes(_gradebook(tmp_path, "lee,0.2,4", "kim,0.1,3"))


def test_growth_is_measured_behind_the_warming_up() -> None:
    assert grown([0, 50, 50, 50, 50, 50, 50, 50, 50, 50]) == 0
    assert grown([0, 50, 60, 70, 80, 90, 100, 110, 120, 130]) == 80
    assert grown([5]) == 0


def test_the_rates_of_the_first_and_the_last_tenth() -> None:
    times = [0.1 * each for each in range(20)]
    slower = [*times[:-1], times[-2] + 0.4]
    first, last = rate_changed(slower)
    assert round(first) == 10
    assert round(last) == 4


def test_a_journal_is_counted_without_its_header_and_its_broken_end(tmp_path: Path) -> None:
    (tmp_path / "journal.jsonl").write_bytes(b"header\none\ntwo\nthr")
    assert journalled(tmp_path) == 2


def test_a_folder_takes_the_blocks_of_its_files(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "file").write_bytes(bytes(100_000))
    assert 100_000 <= bytes_below(tmp_path) < 200_000
