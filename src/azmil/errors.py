"""Errors: their kinds, messages, hints and exit codes.

Each error that azmil can give is a ``Fault``, a constant of the module that raises it. What a user can do about it is
a text, or an ``Action`` where interfaces word it differently: the command line names the command, Python does not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
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


class Action(str):
    """Something a user can do next, in words that fit every interface; an interface may word it in its own terms."""

    __slots__ = ()


class Do:
    """The actions that some interface words in its own terms."""

    ADD_ID = Action("select the ids in a column called id")
    ALLOW_MORE_TIME = Action("ask for less, or allow more time")
    ASK_FOR_LESS = Action("ask for less")
    BUILD = Action("build it")
    BUILD_AGAIN = Action("build it again")
    BUILD_ALONE = Action("build it from other seeds alone")
    BUILD_ELSEWHERE = Action("upgrade azmil, or build another database")
    BUILD_FROM = Action("build it from other seeds")
    CHOOSE_DATABASE = Action("choose another file as the database")
    CHOOSE_ID = Action("give another id, or remove the file")
    CHOOSE_PLACE = Action("choose another place for it")
    CITE_DOCUMENT = Action("attach the document to see the text of these lines")
    CLEAR_AWAY = Action("build the database again to clear it away")
    COMPARE_DOCUMENT = Action("compare it with a source line by line")
    COPY_REPORT = Action("start from a copy of a built-in report")
    COUNT_ALONE = Action("leave out sort and columns")
    DESCRIBE_LINES = Action("describe each line of the source")
    DESCRIBE_REPORT = Action("list the columns of '{report}'")
    FIND_CITING = Action("ask which records cite the line")
    GIVE_ID = Action("give an id")
    GIVE_PARAMETER = Action("name it like ':year', and give its value")
    GIVE_SOURCE = Action("name one of {known}")
    INSTALL_EXTRA = Action("install azmil with the extra '{extra}'")
    JUDGE_LINE = Action("cite it, or judge it to state nothing")
    LIST_COLUMNS = Action("list the tables and columns")
    LIST_IDS = Action("list the records to see their ids")
    LIST_OLD_IDS = Action("check the seeds to see where")
    LIST_REPORTS = Action("list the reports")
    LIST_TABLES = Action("list the tables and reports")
    LIST_VALUES = Action("list the values of '{column}'")
    MAKE_READABLE = Action("make it readable, or choose another file as the database")
    NAME_DAY = Action("name the day")
    SEED_FOLDER = Action("choose another folder for the seeds, or make room")
    WRITE_STATEMENT = Action("write a SELECT")
    WRITE_WORD = Action("write a word, such as garabagh")


class Fault(NamedTuple):
    """A kind of error; called with the values of its fields, it makes the error to be raised."""

    when: str  # it occurs
    says: str  # with {fields} in the form of str.format, and {fields!q} quoted for a shell, as what follows
    do: str  # an Action, or a text: what a user can do next; nothing where the message says all
    code: Exit = Exit.CANNOT

    def __call__(self, do: str | None = None, /, **values: object) -> AzmilError:
        """Return the error; ``do`` replaces what a user can do next."""
        return AzmilError(self, values, self.do if do is None else do)


class AzmilError(Exception):
    """An error the user can fix: a message that says what is wrong and where, and a hint that says what to do next.

    ``details`` are lines that go before the message, such as the problems of a check.
    """

    def __init__(self, fault: Fault, values: Mapping[str, object], do: str, details: Iterable[object] = ()) -> None:
        self.fault = fault
        self.values = dict(values)
        self.do = do
        self.details = tuple(details)
        super().__init__(self.message)

    def __reduce__(self) -> tuple[Any, ...]:
        """Return what makes the error again, in another process."""
        return AzmilError, (self.fault, self.values, self.do, self.details)

    @property
    def message(self) -> str:
        """What is wrong and where: lower case, no full stop."""
        return filled(self.fault.says, self.values)

    @property
    def hint(self) -> str:
        """What to do next, in words that fit every interface; empty where the message says all."""
        return filled(self.do, self.values)

    def __str__(self) -> str:
        """Return details, message and hint as one text."""
        return "\n".join([*map(str, self.details), "; ".join(part for part in (self.message, self.hint) if part)])


# Takes a note: something that a user should know and that is no error, worded like one.
Notify = Callable[[AzmilError], None]


def ignore(_: AzmilError) -> None:
    """Take a note and do nothing with it."""


def filled(text: str, values: Mapping[str, object]) -> str:
    """Return a text with its fields filled in, on one line."""
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


# What no module that is nearer to it has put into words.
INTERRUPTED = Fault("Ctrl-C, or its signal", "interrupted", "nothing is left half done", Exit.INTERRUPTED)
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
