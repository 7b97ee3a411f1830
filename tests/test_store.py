"""The store: whole submissions or none, one folder per person, the same files once."""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import StoreError
from grader.model.submission import Cell, HelperFile, Program, Submission
from grader.store import Kept, folder_name, keep, kept_in

IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
needs_posix = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX system")


def submission(data: bytes = b"x = 1\n", digest: str = "ab" * 32, **helpers: bytes) -> Submission:
    program = Program(kind="module", name="hw.py", cells=(Cell(number=1, source=data.decode()),))
    return Submission(
        path="hw.py",
        program=program,
        main=HelperFile(path="hw.py", data=data),
        helpers=tuple(
            HelperFile(path=name.replace("__", "/") + ".py", data=text)
            for name, text in helpers.items()
        ),
        digest=digest,
    )


def report_of(handed_in: Submission) -> str:
    return json.dumps({"schema": 1, "submission": {"digest": handed_in.digest}})


def kept(store: Path, handed_in: Submission, student: str = "kim") -> Kept:
    return keep(str(store), "basics", student, handed_in, report_of(handed_in))


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_submission_is_kept_with_its_report(tmp_path):
    handed_in = submission(helper=b"y = 2\n", deep__er__mod=b"z = 3\n")
    found = kept(tmp_path / "new" / "store", handed_in)
    folder = Path(found.folder)
    assert found.new
    assert folder.parent == tmp_path / "new" / "store" / "basics" / "kim"
    assert re.fullmatch(r"\d{8}T\d{6}Z-abababab", folder.name)
    assert files_in(folder) == {
        os.path.join("files", "hw.py"): b"x = 1\n",
        os.path.join("files", "helper.py"): b"y = 2\n",
        os.path.join("files", "deep", "er", "mod.py"): b"z = 3\n",
        "report.json": report_of(handed_in).encode(),
    }
    assert [each.name for each in folder.parent.iterdir()] == [folder.name]


def test_the_same_files_are_kept_once(tmp_path):
    first = kept(tmp_path, submission())
    assert kept(tmp_path, submission()) == Kept(folder=first.folder, new=False)
    assert len(kept_in(Path(first.folder).parent)) == 1


def test_other_files_other_students_other_sets_are_kept_apart(tmp_path):
    first = kept(tmp_path, submission())
    others = [
        kept(tmp_path, submission(digest="cd" * 32)),
        kept(tmp_path, submission(), student="lee"),
        keep(str(tmp_path), "more", "kim", submission(), report_of(submission())),
        kept(tmp_path, submission(digest="ab" * 31 + "00")),
    ]
    assert all(each.new for each in others)
    assert len({first.folder, *(each.folder for each in others)}) == 5


def test_what_was_left_unfinished_is_no_submission_and_goes(tmp_path):
    first = kept(tmp_path, submission())
    place = Path(first.folder).parent
    left = place / ".unfinished-0123456789abcdef"
    (left / "files").mkdir(parents=True)
    (left / "report.json").write_text(report_of(submission(digest="cd" * 32)))
    assert kept_in(place) == (Path(first.folder),)
    assert kept(tmp_path, submission(digest="cd" * 32)).new
    assert not left.exists()


@pytest.mark.parametrize(
    "report",
    [
        pytest.param("", id="empty"),
        pytest.param("[" * 100_000, id="deep"),
        pytest.param("[]", id="list"),
        pytest.param('{"submission": 3}', id="other"),
        pytest.param(None, id="gone"),
    ],
)
def test_a_report_that_was_spoilt_stops_nobody(tmp_path, report):
    first = kept(tmp_path, submission())
    path = Path(first.folder) / "report.json"
    path.unlink()
    if report is not None:
        path.write_text(report)
    second = kept(tmp_path, submission())
    assert second.new
    assert second.folder != first.folder


@pytest.mark.parametrize("path", ["../out.py", "/out.py", "a/../../out.py", ""])
def test_no_file_leads_out(tmp_path, path):
    handed_in = submission().model_copy(update={"main": HelperFile(path=path, data=b"")})
    with pytest.raises(StoreError) as error:
        kept(tmp_path / "store", handed_in)
    assert str(error.value) == (
        f"The submission is not recorded: the path {path!r} leads out of it."
    )
    assert files_in(tmp_path) == {}


NOT_RECORDED = "The submission was graded, but it is not recorded. "


def test_the_store_is_a_file(tmp_path):
    (tmp_path / "store").write_text("")
    with pytest.raises(StoreError) as error:
        kept(tmp_path / "store", submission())
    assert str(error.value) == (
        f"{NOT_RECORDED}{tmp_path / 'store' / 'basics' / 'kim'} is not a folder: give another "
        "place with --store FOLDER, and submit again."
    )


@needs_posix
@pytest.mark.skipif(IS_ROOT, reason="root may write everywhere")
def test_no_permission(tmp_path):
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(StoreError) as error:
            kept(tmp_path / "store", submission())
    finally:
        tmp_path.chmod(0o700)
    assert str(error.value) == (
        f"{NOT_RECORDED}You may not write to {tmp_path / 'store'}: give another place with "
        "--store FOLDER, and submit again."
    )


def mounted(folder: Path, options: str) -> bool:
    folder.mkdir()
    command = ("mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder))
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


@pytest.fixture
def tiny_disk(tmp_path):
    folder = tmp_path / "disk"
    if not (IS_ROOT and mounted(folder, "size=16k")):
        pytest.skip("needs the right to mount")
    yield folder
    subprocess.run(("umount", str(folder)), check=True)


def test_a_full_disk(tiny_disk):
    handed_in = submission(data=b"#" * 100_000)
    with pytest.raises(StoreError) as error:
        kept(tiny_disk, handed_in)
    assert re.fullmatch(
        re.escape(NOT_RECORDED)
        + r"The disk that holds .*/disk/basics/kim.* is full: free some space, or give another "
        "place with --store FOLDER, and submit again.",
        str(error.value),
    )
    assert files_in(tiny_disk) == {}
    assert list((tiny_disk / "basics" / "kim").iterdir()) == []
    assert kept(tiny_disk, submission()).new


def test_a_read_only_disk(tiny_disk):
    subprocess.run(("mount", "-o", "remount,ro", str(tiny_disk)), check=True)
    with pytest.raises(StoreError) as error:
        kept(tiny_disk, submission())
    assert str(error.value) == (
        f"{NOT_RECORDED}You may not write to {tiny_disk / 'basics'}: give another place with "
        "--store FOLDER, and submit again."
    )


LIMITED = """
import resource, sys
sys.path.insert(0, {folder!r})
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
from test_store import kept, submission
from pathlib import Path
from grader.errors import StoreError
try:
    kept(Path({store!r}), submission(data=b"#" * 100_000))
except StoreError as error:
    print(error)
"""


@needs_posix
def test_a_file_that_grows_too_large(tmp_path):
    store = tmp_path / "store"
    code = LIMITED.format(folder=str(Path(__file__).parent), store=str(store))
    ran = subprocess.run(
        (sys.executable, "-B", "-c", code), capture_output=True, text=True, check=True
    )
    assert ran.stdout == (
        f"{NOT_RECORDED}{store / 'basics' / 'kim'} cannot be written (File too large): give "
        "another place with --store FOLDER, and submit again.\n"
    )
    assert files_in(store) == {}


def submit_at_once(store: Path, start, answers) -> None:
    start.wait()
    answers.put(kept(store, submission()).new)


@needs_posix
def test_two_at_once_keep_it_once(tmp_path):
    context = multiprocessing.get_context("spawn")
    start, answers = context.Barrier(3), context.Queue()
    sides = [
        context.Process(target=submit_at_once, args=(tmp_path, start, answers)) for _ in range(3)
    ]
    for side in sides:
        side.start()
    found = sorted(answers.get(timeout=60) for _ in sides)
    for side in sides:
        side.join(60)
    assert found == [False, False, True]


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        pytest.param("kim", "kim", id="login"),
        pytest.param("20231234", "20231234", id="number"),
        pytest.param("홍길동", "홍길동", id="Korean"),
        pytest.param(unicodedata.normalize("NFD", "홍길동"), "홍길동", id="Korean from a Mac"),
        pytest.param("kim.minsu@univ.ac.kr", "kim.minsu@univ.ac.kr", id="address"),
        pytest.param("Kim", "Kim-", id="capital"),
        pytest.param("홍 길동", "홍-길동-", id="space"),
        pytest.param("../../etc", "etc-", id="way up"),
        pytest.param("..", "student-", id="dots"),
        pytest.param("a/b\\c", "a-b-c-", id="slashes"),
        pytest.param("-rf", "rf-", id="dash"),
        pytest.param(".hidden", "hidden-", id="dot"),
        pytest.param("nul", "nul-", id="device"),
        pytest.param("com1.txt", "com1-txt-", id="device with a suffix"),
        pytest.param("end.", "end-", id="dot at the end"),
        pytest.param("a\u202eb\x1b[31m\0", "a-b-31m-", id="acting characters"),
        pytest.param("👩‍🎓", "student-", id="no letters"),
        pytest.param("", "student-", id="empty"),
        pytest.param("가" * 200, "가" * 50 + "-", id="too long"),
        pytest.param("kim-0123456789ab", "kim-0123456789ab-", id="like a hashed one"),
    ],
)
def test_names_of_folders(name, folder):
    if folder.endswith("-"):
        assert re.fullmatch(re.escape(folder) + "[0-9a-f]{12}", folder_name(name))
    else:
        assert folder_name(name) == folder


names = st.text(max_size=80) | st.text("aA.-_ /\\ßſİiI가Kkcon", max_size=8)


@given(names)
def test_every_name_has_a_safe_folder(name):
    folder = folder_name(name)
    assert 0 < len(folder.encode()) <= 255
    assert folder == unicodedata.normalize("NFC", folder)
    assert folder[0] not in "-. "
    assert folder[-1] not in "-. "
    assert not re.search(r"[/\\:*?\"<>|\s]", folder)
    assert all(unicodedata.category(each)[0] in "LMNPS" for each in folder)
    assert folder.isprintable()
    assert not re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", folder)


@given(names, names)
def test_two_names_share_a_folder_only_if_they_are_the_same(one, other):
    same = unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)
    folders = [folder_name(each).casefold() for each in (one, other)]
    assert (folders[0] == folders[1]) == same


@given(st.text("aAßſİiıIKkσςΣ가-0", max_size=4))
def test_letter_case_never_makes_two_share_a_folder(name):
    for other in (name.lower(), name.upper(), name.title(), name.swapcase(), name.casefold()):
        if unicodedata.normalize("NFC", other) != unicodedata.normalize("NFC", name):
            assert folder_name(other).casefold() != folder_name(name).casefold()
            assert folder_name(other).upper() != folder_name(name).upper()


INTERRUPTED = """
import sys
sys.path.insert(0, {folder!r})
import os, signal
from pathlib import Path
from test_store import kept, submission
real = os.fsync
def fsync(descriptor):
    real(descriptor)
    os.kill(os.getpid(), signal.SIGINT)
os.fsync = fsync
kept(Path({store!r}), submission())
"""


@needs_posix
def test_an_interrupt_leaves_nothing(tmp_path):
    store = tmp_path / "store"
    code = INTERRUPTED.format(folder=str(Path(__file__).parent), store=str(store))
    ran = subprocess.run((sys.executable, "-B", "-c", code), capture_output=True, check=False)
    assert ran.returncode == -signal.SIGINT
    assert files_in(store) == {}
    assert list((store / "basics" / "kim").iterdir()) == []
