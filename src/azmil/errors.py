"""Own the errors a person can cause, the exit codes, and the suggestions that go with them."""

from __future__ import annotations

import re
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


LEAST = 3  # letters of a word that is looked for inside others
_WORDS = re.compile(r"[^\w]+")


class Exit(IntEnum):
    """The exit codes of the program, all of them."""

    DONE = 0
    CANNOT = 1
    USAGE = 2
    TIME_LIMIT = 124
    INTERRUPTED = 130


class AzmilError(Exception):
    """Something a person can mend: one message that says what, where and what to do next."""

    code = Exit.CANNOT


class UsageError(AzmilError):
    """The command was called with words it does not know."""

    code = Exit.USAGE


class TimeLimitError(AzmilError):
    """A statement ran past its time limit."""

    code = Exit.TIME_LIMIT


def nearest(word: str, choices: Iterable[str], most: int = 3) -> list[str]:
    """Return at most ``most`` of ``choices`` that have ``word`` among their words or look like it, the best first."""
    import difflib  # noqa: PLC0415 - needed after a mistake only

    wanted = word.casefold()
    by_folded = {choice.casefold(): choice for choice in choices}
    holding = [folded for folded in by_folded if len(wanted) >= LEAST and wanted in _WORDS.split(folded)]
    alike = difflib.get_close_matches(wanted, by_folded, most, 0.6)
    return [by_folded[folded] for folded in dict.fromkeys([*holding, *alike])][:most]


def suggestion(word: str, choices: Iterable[str]) -> str:
    """Return ``; did you mean 'x'?`` for the nearest choice, or nothing."""
    found = nearest(word, choices, 1)
    return f"; did you mean '{found[0]}'?" if found else ""
