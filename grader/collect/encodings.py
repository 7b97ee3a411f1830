"""The names in a zip that does not say how they are encoded."""

from __future__ import annotations

from collections.abc import Sequence
from zipfile import ZipInfo

UTF8_FLAG = 0x800
AS_READ = "cp437"
"""What zipfile takes unmarked names for: every byte has a character, so nothing is lost."""


def names_of(members: Sequence[ZipInfo]) -> list[str]:
    """The members' names, in their order.

    Marked names are UTF-8. The others of one archive share an encoding, since one program wrote
    them: UTF-8 if all are (macOS writes no mark), else CP949 if all can be and it reads like
    Korean (Windows in Korea), else CP437, which is what the format says. A few Korean syllables are
    UTF-8 for other letters too: an archive with no other name would be misread.
    """
    unmarked = [raw for each in members if (raw := _raw(each)) is not None]
    encoding = _encoding_of([each for each in unmarked if not each.isascii()])
    return [_decoded(each, encoding) for each in members]


def _raw(member: ZipInfo) -> bytes | None:
    if member.flag_bits & UTF8_FLAG:
        return None
    return member.orig_filename.encode(AS_READ)


def _decoded(member: ZipInfo, encoding: str) -> str:
    raw = _raw(member)
    return member.orig_filename if raw is None else raw.decode(encoding)


def _encoding_of(names: Sequence[bytes]) -> str:
    if _all_decode(names, "utf-8"):
        return "utf-8"
    if _all_decode(names, "cp949") and _reads_like_korean(b"".join(names).decode("cp949")):
        return "cp949"
    return AS_READ


def _all_decode(names: Sequence[bytes], encoding: str) -> bool:
    try:
        for each in names:
            each.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _reads_like_korean(text: str) -> bool:
    """Whether most of it is common Hangul (KS X 1001).

    Western letters before ASCII ones also decode, but to the rare syllables that CP949 added.
    """
    foreign = [each for each in text if not each.isascii()]
    common = [each for each in foreign if "가" <= each <= "힣" and _is_common(each)]
    return 2 * len(common) > len(foreign)


def _is_common(character: str) -> bool:
    try:
        character.encode("euc_kr")
    except UnicodeEncodeError:
        return False
    return len(character.encode("euc_kr")) == 2
