"""Which language to speak."""

from __future__ import annotations

import re
from collections.abc import Mapping

from grader.model.message import Language

KOREAN = frozenset({"ko", "kor", "korean"})


def choose_language(
    option: str | None, environ: Mapping[str, str], configured: str | None = None
) -> Language:
    """The first that is given: the option, GRADE_LANG, the configuration, then the locale.

    The locale is LC_ALL, LC_MESSAGES, LANG, LANGUAGE, in that order. Korean in any spelling
    (ko, ko_KR.UTF-8, Korean_Korea.949) is Korean; everything else is English.
    """
    locale = (environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"))
    wishes = (option, environ.get("GRADE_LANG"), configured, *locale)
    wish = next((wish for wish in wishes if wish), "en")
    return "ko" if re.split(r"[^a-z]", wish.strip().lower())[0] in KOREAN else "en"
