"""Own the form of every error, the exit codes, and the suggestions that go with them.

Each error that azmil can give is a ``Fault``, a constant of the module that raises it.
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


MOST_DIGITS = 18  # of a number: what fits into 64 bits whatever the digits
LEAST = 3  # letters of a word that is looked for inside others
_WORDS = re.compile(r"[^\w]+")


class Exit(IntEnum):
    """The exit codes of the program, all of them."""

    DONE = 0
    CANNOT = 1
    USAGE = 2
    TIME_LIMIT = 124
    INTERRUPTED = 130


class Fault(NamedTuple):
    """A kind of thing that can go wrong; called with the values of its fields, it makes the error to be raised."""

    when: str  # it is told
    says: str  # with {fields} in the form of str.format, and {fields!q} quoted for a shell, as what follows
    do: str  # what a person can do next
    code: Exit = Exit.CANNOT

    def text(self, **values: object) -> str:
        """Return the message: what is wrong and where, and what to do next."""
        return _filled(f"{self.says}; {self.do}", values)

    def __call__(self, **values: object) -> AzmilError:
        """Return the error."""
        return AzmilError(self, self.text(**values))


def _filled(text: str, values: Mapping[str, object]) -> str:
    """Return a text with its fields filled in."""
    from string import Formatter  # noqa: PLC0415 - needed after a mistake only

    class Quoting(Formatter):
        def convert_field(self, value: object, conversion: Any) -> object:
            return quoted(str(value)) if conversion == "q" else super().convert_field(value, conversion)

        def format_field(self, value: object, format_spec: str) -> str:
            return on_one_line(super().format_field(value, format_spec))

    return Quoting().vformat(text, (), values)


def quoted(text: str) -> str:
    """Return a text as a word of a shell, one that holds line ends or bytes that are no text as bash and zsh do."""
    from shlex import quote  # noqa: PLC0415 - needed after a mistake only

    if text.isprintable():
        return quote(text)
    parts = (
        letter
        if letter.isprintable() and letter not in "'\\"
        else "".join(f"\\{byte:03o}" for byte in letter.encode(errors="surrogateescape"))
        for letter in text
    )
    return f"$'{''.join(parts)}'"


def on_one_line(text: str) -> str:
    """Return a text without line ends, as each message stands on a line of its own."""
    return text.replace("\n", "\\n")


class AzmilError(Exception):
    """Something a person can mend: one message that says what, where and what to do next."""

    def __init__(self, fault: Fault, message: str) -> None:
        super().__init__(message)
        self.fault = fault


# What no module that is nearer to it has put into words.
INTERRUPTED = Fault("Ctrl-C, or its signal", "interrupted", "nothing is left half done", Exit.INTERRUPTED)
WRONG_WORDS = Fault(
    "a command is called with options, arguments or values that it does not take; Typer words it",
    "{reason}",
    "see '{command} --help'",
    Exit.USAGE,
)
NO_TEXT = Fault(
    "an argument that is compared with what the database holds is not UTF-8",
    "'{text}' is not text in UTF-8",
    "write it in letters that your terminal's locale has",
    Exit.USAGE,
)
TOO_LARGE = Fault(
    "a number is given that no database can hold",
    "a number is too large",
    f"give one of {MOST_DIGITS} digits at most",
    Exit.USAGE,
)
CANNOT_OUTPUT = Fault(
    "the output cannot be written: a full disk, a closed stream",
    "cannot write the output: {reason}",
    "send it to another place",
)
CANNOT_USE = Fault(
    "the system refuses a file, and nothing nearer has put into words which",
    "cannot use {path}: {reason}",
    "see who may read and write it",
)
NO_MEMORY = Fault("there is too little memory for an answer", "there is not enough memory", "ask for less")
NO_FORMAT = Fault("an answer cannot be printed in the format", "there is no format '{form}'", "{instead}", Exit.USAGE)


def counted(number: int, what: str) -> str:
    """Return a number of things in words, such as ``1 problem``."""
    return f"{number:,} {what}{'s' * (number != 1)}"


def reason_of(error: OSError) -> str:
    """Return why the system refuses something, in the style of a message."""
    return (error.strerror or str(error)).lower()


def nearest(word: str, choices: Iterable[str], most: int = 3) -> list[str]:
    """Return at most ``most`` of ``choices`` that have ``word`` among their words or look like it, the best first."""
    import difflib  # noqa: PLC0415 - needed after a mistake only

    wanted = word.casefold()
    by_folded = {choice.casefold(): choice for choice in choices}
    holding = [folded for folded in by_folded if len(wanted) >= LEAST and wanted in _WORDS.split(folded)]
    alike = difflib.get_close_matches(wanted, by_folded, most, 0.6)
    return [by_folded[folded] for folded in dict.fromkeys([*holding, *alike])][:most]


def nearest_or_all(word: str, choices: Iterable[str]) -> str:
    """Return ``did you mean 'x'?`` for the nearest choice, or all choices."""
    known = list(choices)
    return suggestion(word, known).removeprefix("; ") or f"there are: {', '.join(known)}"


def suggestion(word: str, choices: Iterable[str]) -> str:
    """Return ``; did you mean 'x'?`` for the nearest choice, or nothing."""
    found = nearest(word, choices, 1)
    return f"; did you mean '{found[0]}'?" if found else ""


def is_unicode(text: str) -> bool:
    """Return whether a text can be written as UTF-8, and holds no bytes that Python could not read as any letter."""
    return not any("\ud800" <= letter <= "\udfff" for letter in text)
