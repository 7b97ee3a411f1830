"""Options that take a number within bounds."""

from __future__ import annotations

from collections.abc import Callable


def whole(option: str, least: int, most: int, example: int) -> Callable[[str], int]:
    """A reader of whole numbers from `least` to `most`."""

    def read(text: str) -> int:
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else least - 1
        if not least <= number <= most:
            raise _misfit(option, text, str(example))
        return number

    return read


def percent(option: str, example: int) -> Callable[[str], float]:
    """A reader of percentages, with or without the sign, as a share of one."""

    def read(text: str) -> float:
        try:
            number = float(text.removesuffix("%"))
        except ValueError:
            number = -1.0
        if not 0 <= number <= 100:
            raise _misfit(option, text, str(example))
        return number / 100

    return read


def _misfit(option: str, text: str, example: str) -> Exception:
    from grader.errors import UsageError
    from grader.model.message import say

    return UsageError(
        say(
            "“{value}” does not fit {option}. It looks like this: {example}",
            value=text,
            option=option,
            example=f"{option} {example}",
        )
    )
