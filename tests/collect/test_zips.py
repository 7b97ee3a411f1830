"""Zips as downloaded, and zips that mean harm: nothing is extracted blindly."""

import os
import stat
import struct
import time
import unicodedata
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.collect import find
from grader.collect.encodings import names_of
from grader.collect.members import members_of, unfit_path
from grader.errors import UsageError


def zipped(path, files, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def refusal(path, room):
    with pytest.raises(UsageError) as caught:
        find(path, room=room)
    assert not room.exists() or not list(room.iterdir())
    return str(caught.value).replace(str(path), "ZIP")


def overlooked(found):
    return {each.shown: str(each.why) for each in found.overlooked}


def ids(found):
    return [each.student.id for each in found.hand_ins]


def patched(path, flag=0):
    """The zip with bits set in the flags of every member, in both of its places."""
    data = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        where = data.find(mark)
        while where >= 0:
            data[where + at] |= flag
            where = data.find(mark, where + 1)
    path.write_bytes(data)
    return path


def test_a_download_is_unpacked_and_read(tmp_path):
    files = {"c/Kim_7_assignsubmission_file/hw.py": "x = 1", "__MACOSX/c/._hw.py": "junk"}
    found = find(zipped(tmp_path / "a.zip", files), room=tmp_path / "room")
    assert (found.layout, ids(found), found.overlooked) == ("moodle", ["7"], ())
    assert found.hand_ins[0].shown == "c/Kim_7_assignsubmission_file/"
    assert os.listdir(found.hand_ins[0].path) == ["hw.py"]


def test_the_time_in_a_zip_orders_attempts(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(zipfile.ZipInfo("kim.ipynb", (2024, 3, 2, 0, 0, 0)), "{}")
        archive.writestr(zipfile.ZipInfo("kim.py", (2024, 3, 1, 0, 0, 0)), "x = 1")
    found = find(tmp_path / "a.zip", room=tmp_path / "room")
    assert [each.shown for each in found.hand_ins] == ["kim.ipynb"]


@pytest.mark.parametrize(
    "name",
    ["../evil.py", "a/../../evil.py", "/etc/evil.py", "C:evil.py", "..\\evil.py", "C:\\evil.py"],
)
def test_no_path_leads_out(tmp_path, name):
    place = zipped(tmp_path / "a.zip", {"kim.py": "x = 1", name: "x = 1"})
    found = find(place, room=tmp_path / "in" / "room")
    assert ids(found) == ["kim"]
    assert list(overlooked(found).values()) == [
        "its path leads out of the zip; whoever made it may mean harm"
    ]
    assert not list(tmp_path.rglob("evil*"))


@pytest.mark.parametrize(
    ("mode", "why"),
    [
        pytest.param(stat.S_IFLNK, "it is a link, and links are not followed", id="link"),
        pytest.param(
            stat.S_IFIFO,
            "it is not an ordinary file but a pipe, a socket or a device",
            id="pipe",
        ),
    ],
)
def test_links_and_special_files(tmp_path, mode, why):
    info = zipfile.ZipInfo("link.py")
    info.external_attr = (mode | 0o777) << 16
    zipped(tmp_path / "a.zip", {"kim.py": "x = 1", info: "/etc/passwd"})
    found = find(tmp_path / "a.zip", room=tmp_path / "room")
    assert (ids(found), overlooked(found)) == (["kim"], {"link.py": why})


def test_twins_in_name_and_case(tmp_path):
    names = ("kim.py", "KIM.py", "lee.py", "lee.py/x.py", "A/x.py", "a/y.py")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name in names:
            archive.writestr(name, "x = 1")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("kim.py", "x = 2")
    found = find(tmp_path / "a.zip", room=tmp_path / "room")
    assert ids(found) == ["kim", "lee"]
    same = "another file in the zip has the same name, letter case aside; only the first was taken"
    assert overlooked(found) == {
        "kim.py": same,
        "KIM.py": same,
        "lee.py/x.py": "a file before it in the zip has the name of its folder",
        "a/y.py": "its folder's name differs from another's only in letter case",
        "A/": "it is a folder beside files; put it elsewhere, or take --layout folders for all",
    }


def test_a_bomb_fails_quickly_and_leaves_nothing(tmp_path):
    began = time.monotonic()
    place = zipped(tmp_path / "a.zip", {"kim.py": bytes(30_000_000)})
    said = refusal(place, tmp_path / "room")
    assert said.startswith("ZIP: it would grow to 10")
    assert said.endswith(" times its size when unpacked, as a zip bomb does.")
    assert time.monotonic() - began < 5


def test_a_bomb_of_one_student_costs_that_one_alone(tmp_path):
    folder = tmp_path / "class"
    folder.mkdir()
    zipped(folder / "kim.zip", {"hw.py": bytes(30_000_000)})
    zipped(folder / "jo.zip", {f"{at}.py": "" for at in range(2001)})
    (folder / "lee.py").write_text("x = 1")
    found = find(folder, room=tmp_path / "room")
    assert ids(found) == ["lee"]
    said = overlooked(found)
    assert said["jo.zip"] == "it holds more than 2000 files and folders"
    assert said["kim.zip"].endswith("when unpacked, as a zip bomb does")
    assert not [each for each in (tmp_path / "room").rglob("*") if each.is_file()]


def test_overlapping_files(tmp_path):
    place = zipped(tmp_path / "a.zip", {"a.py": os.urandom(5000), "b.py": ""})
    data = place.read_bytes()
    first, second = (data.find(b"PK\x01\x02"), data.rfind(b"PK\x01\x02"))
    entry = data[first:second]
    twin = entry.replace(b"a.py", b"c.py")
    end = bytearray(data[data.find(b"PK\x05\x06") :])
    struct.pack_into("<HHL", end, 8, 3, 3, len(data[first:-22]) + len(twin))
    place.write_bytes(data[:first] + data[first:-22] + twin + bytes(end))
    assert refusal(place, tmp_path / "room") == (
        "ZIP: its files overlap, as those of a zip bomb do."
    )


def test_fifty_thousand_files(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for at in range(50_000):
            archive.writestr(f"{at}.py", "")
    assert refusal(tmp_path / "a.zip", tmp_path / "room") == (
        "ZIP: it holds more than 40000 files and folders."
    )


def test_a_list_of_contents_that_is_too_long_is_not_read(tmp_path):
    end = b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, 9, 9, 13_000_000, 0, 0)
    (tmp_path / "a.zip").write_bytes(bytes(13_000_001) + end)
    assert refusal(tmp_path / "a.zip", tmp_path / "room") == (
        "ZIP: it holds more than 40000 files and folders."
    )


@pytest.mark.parametrize("pointed", [True, False], ids=["where it points", "just before"])
def test_a_long_list_in_the_larger_format(tmp_path, pointed):
    long = b"PK\x06\x06" + struct.pack("<QHHLLQQQQ", 44, 45, 45, 0, 0, 9, 9, 13_000_000, 0)
    body = bytes(13_000_000) + long + (bytes(8) if pointed else b"")
    locator = b"PK\x06\x07" + struct.pack("<LQL", 0, 13_000_000, 1)
    end = b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, 9, 9, 46, 0, 0)
    (tmp_path / "a.zip").write_bytes(body + locator + end)
    assert refusal(tmp_path / "a.zip", tmp_path / "room") == (
        "ZIP: it holds more than 40000 files and folders."
    )


def test_encrypted(tmp_path):
    place = patched(zipped(tmp_path / "a.zip", {"kim.py": "x = 1"}), flag=1)
    assert refusal(place, tmp_path / "room") == (
        "ZIP: it is encrypted; unpack it with its password, and give the folder."
    )


def test_damaged_and_cut_off(tmp_path):
    said = "ZIP: it is no zip, or a damaged or cut-off one; download it again."
    place = zipped(tmp_path / "a.zip", {"kim.py": "x = 1", "lee.py": "y = 2"}, zipfile.ZIP_STORED)
    whole = place.read_bytes()
    place.write_bytes(whole[:-30])
    assert refusal(place, tmp_path / "room") == said
    place.write_bytes(b"")
    assert refusal(place, tmp_path / "room") == said
    place.write_bytes(whole.replace(b"x = 1", b"x = 2"))
    found = find(place, room=tmp_path / "room")
    assert (ids(found), overlooked(found)) == (
        ["lee"],
        {"kim.py": "it is damaged, or packed in a way that is not known; ask for it again"},
    )


def unmarked(path, raw_names):
    """A zip whose names are those bytes, without the UTF-8 mark."""
    stand_ins = {"ab"[at] * len(raw): "#####" for at, raw in enumerate(raw_names)}
    data = zipped(path, stand_ins, zipfile.ZIP_STORED).read_bytes()
    for name, raw in zip(stand_ins, raw_names, strict=True):
        data = data.replace(name.encode(), raw)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("names", "encoding"),
    [
        pytest.param(["김민수.py", "뷁뷁가나다라마바사.py"], "cp949", id="Windows in Korea"),
        pytest.param(["김민수.py", "kim.py"], "utf-8", id="macOS"),
        pytest.param(["Rémi.py", "José.py"], "cp437", id="Western"),
    ],
)
def test_names_without_a_mark(tmp_path, names, encoding):
    place = unmarked(tmp_path / "a.zip", [each.encode(encoding) for each in names])
    assert sorted(ids(find(place, room=tmp_path / "room"))) == sorted(
        each.removesuffix(".py") for each in names
    )


def test_decomposed_names_in_a_zip(tmp_path):
    name = unicodedata.normalize("NFD", "김민수.py")
    found = find(zipped(tmp_path / "a.zip", {name: "x = 1"}), room=tmp_path / "room")
    assert ids(found) == ["김민수"]


def test_a_name_that_cannot_be_a_file_s(tmp_path):
    files = {"kim.py": "", "n" * 250 + ".py": "", "new\nline.py": "", "a//b.py": ""}
    found = find(zipped(tmp_path / "a.zip", files), room=tmp_path / "room")
    unnamed = "its name cannot be a file's: it is empty or holds invisible characters"
    assert overlooked(found) == {
        "n" * 59 + "…" + "n" * 56 + ".py": "its name is too long, or it lies too deep",
        "new\\nline.py": unnamed,
        "a//b.py": unnamed,
    }


def test_a_room_that_cannot_be_written(tmp_path):
    (tmp_path / "room").write_text("")
    place = zipped(tmp_path / "a.zip", {"kim.py": ""})
    with pytest.raises(UsageError) as caught:
        find(place, room=tmp_path / "room")
    assert str(caught.value) == (
        f"The submissions cannot be unpacked in {tmp_path}/room (Not a directory);"
        " free some space there."
    )


@given(st.text(max_size=40))
def test_a_path_that_is_taken_stays_inside(path):
    if unfit_path(path) is None:
        inside = os.path.normpath(os.path.join("/room", path))
        assert inside.startswith("/room/")
        assert path.isprintable()


@given(st.lists(st.binary(min_size=1, max_size=20)))
def test_any_bytes_as_names(raw_names):
    infos = []
    for raw in raw_names:
        info = zipfile.ZipInfo("x")
        info.orig_filename = raw.decode("cp437")
        infos.append(info)
    assert len(names_of(infos)) == len(infos)
    taken = [each.path.casefold() for each in members_of(infos) if each.refusal is None]
    files = [each for each in taken if not each.endswith("/")]
    assert len(files) == len(set(files))


@given(st.lists(st.text("가나다라마바사아자차카타파하", min_size=1)))
def test_korean_names_survive_cp949(names):
    # Some syllables alone are UTF-8 too; one name that is not decides for the whole archive.
    names.append("김민수")
    infos = []
    for name in names:
        info = zipfile.ZipInfo("x")
        info.orig_filename = name.encode("cp949").decode("cp437")
        infos.append(info)
    assert names_of(infos) == names
