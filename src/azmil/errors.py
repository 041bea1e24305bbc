"""Errors: their kinds, messages, hints and exit codes.

Each kind of error is a ``Fault``, a constant of the module that raises it. Its hint is a text, or a ``Hint`` where
interfaces use different words: the command line names the command, Python does not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import IntEnum
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


MOST_DIGITS = 18  # of a number, so that every number fits into 64 bits
LEAST_ALIKE = 0.6  # of two words that resemble each other, as difflib measures it
SHORTEST_WORD = 3  # letters of a word that is looked up inside longer names
_WORDS = re.compile(r"[^\w]+")


class Exit(IntEnum):
    """All exit codes of the program."""

    SUCCESS = 0
    ERROR = 1
    USAGE = 2
    DIFFERENT = 3  # two databases differ, or a document and its source, which is no error
    TIME_LIMIT = 124
    INTERRUPTED = 130


class Hint(str):
    """A hint for the user, worded for every interface; an interface may replace it with its own wording."""

    __slots__ = ()


class Hints:
    """Hints that some interfaces reword."""

    ADD_DOCUMENT = Hint("add a document as a source")
    ADD_LINES = Hint("add its lines to that claim")
    ADD_OR_GIVE_SOURCE = Hint("add it as a source, or choose one of {known}")
    ADD_ID = Hint("select a column named 'id'")
    ALLOW_MORE_TIME = Hint("narrow the query, or allow more time")
    ASK_FOR_LESS = Hint("narrow the query")
    BUILD = Hint("build it")
    BUILD_AGAIN = Hint("rebuild it")
    BUILD_ALONE = Hint("build it from other seed files only")
    BUILD_ELSEWHERE = Hint("upgrade azmil, remove the file, or build another database")
    BUILD_FROM = Hint("build it from other seed files")
    BUILD_TO_COMPARE = Hint("build it again from its seed files with this version, as another file")
    CHECK_SEEDS = Hint("check the seed files")
    CITE_AGAIN = Hint("read it, and cite the line that states it, or mark the record as superseded")
    CHOOSE_DATABASE = Hint("choose another file as the database")
    CHOOSE_ID = Hint("choose another id, or remove the file")
    CHOOSE_PLACE = Hint("choose another location for it")
    CHOOSE_PORT = Hint("choose another address or port")
    CITE_DOCUMENT = Hint("attach the document to see the text of these lines")
    CLEAR_AWAY = Hint("rebuild the database to remove it")
    COMPARE_DOCUMENT = Hint("compare it with a source line by line")
    COPY_REPORT = Hint("start from a copy of a built-in report")
    COUNT_ALONE = Hint("omit columns")
    DESCRIBE_LINES = Hint("describe each line of the source")
    DESCRIBE_REPORT = Hint("list the columns of '{report}'")
    FILTER_BY_OTHER = Hint("{nearest}filter '{other_report}' by '{other}' ({rows})")
    FIND_CITING = Hint("list the claims that cite the line")
    GIVE_ID = Hint("use lower-case letters, digits and single hyphens, at most {most} characters")
    GIVE_LINES = Hint("give the lines that state it, or mark the record as superseded")
    GIVE_PARAMETER = Hint("write it as ':name' and give its value")
    GRANT = Hint("ask its owner to grant access")
    GIVE_SOURCE = Hint("choose one of {known}")
    INSTALL_EXTRA = Hint("install azmil with the extra '{extra}'")
    JUDGE_LINE = Hint("cite it, or give it a verdict")
    KEEP_COPY = Hint("keep a copy of the seed files")
    LIST_FIELDS = Hint("{meant}{new}use words of the vocabularies of its fields")
    LIST_COLUMNS = Hint("list the tables and columns")
    LIST_IDS = Hint("list the records to see their ids")
    LIST_OLD_IDS = Hint("check the seed files to locate them")
    LIST_REPORTS = Hint("list the reports")
    LIST_ROWS = Hint("list the rows instead of their sum")
    LIST_TABLES = Hint("list the tables and reports")
    LIST_VALUES = Hint("list the values of '{column}'")
    MAKE_READABLE = Hint("make it readable, or choose another file as the database")
    NAME_DAY = Hint("give the date")
    READ_AS_OTHER = Hint("grant access to another role, and read as that role")
    SHARE_FILE = Hint("copy the file, or build the database on a server")
    SHOW_RECORD = Hint("show the record instead")
    NAME_GROUPS = Hint("name the columns that group the rows")
    NAME_VALUES = Hint("filter by several values of '{column}' to add them together")
    SEED_FOLDER = Hint("choose another folder for the seed files, or free disk space")
    WRITE_STATEMENT = Hint("write a SELECT statement")
    WRITE_WORD = Hint("give a word, such as garabagh")


class Fault(NamedTuple):
    """A kind of error; calling it with the values of its fields returns the error to raise."""

    when: str  # completes "Occurs when ..."
    message: str  # a template of str.format, in which {field!q} quotes a value for a shell; so is the hint
    hint: str  # what the user can do next; empty if the message says it all
    code: Exit = Exit.ERROR

    def __call__(self, hint: str | None = None, /, **values: object) -> AzmilError:
        """Return the error; ``hint`` replaces the hint of the fault."""
        return AzmilError(self, values, self.hint if hint is None else hint)


class AzmilError(Exception):
    """An error that the user can fix: its message says what is wrong and where, and its hint what to do next.

    ``details`` are lines that precede the message, such as the problems of a check.
    """

    def __init__(self, fault: Fault, values: Mapping[str, object], hint: str, details: Iterable[object] = ()) -> None:
        self.fault = fault
        self.values = dict(values)
        self.hint_template = hint
        self.details = tuple(details)
        super().__init__(self.message)

    def __reduce__(self) -> tuple[Any, ...]:
        """Return the constructor and its arguments, for pickling."""
        return AzmilError, (self.fault, self.values, self.hint_template, self.details)

    @property
    def message(self) -> str:
        """The message, in lower case and without a full stop."""
        return fill_template(self.fault.message, self.values)

    @property
    def hint(self) -> str:
        """The hint, worded for every interface; empty if the message says it all."""
        return fill_template(self.hint_template, self.values)

    def __str__(self) -> str:
        """Return details, message and hint as one text."""
        return "\n".join([*map(str, self.details), "; ".join(part for part in (self.message, self.hint) if part)])


# A function that receives notes: information and warnings, in the form of errors that are not raised.
Notify = Callable[[AzmilError], None]


def ignore(_: AzmilError) -> None:
    """Ignore a note."""


def fill_template(text: str, values: Mapping[str, object]) -> str:
    """Return a template on one line, with its fields replaced by values."""
    from string import Formatter  # noqa: PLC0415 - needed for errors only

    class Quoting(Formatter):
        def convert_field(self, value: object, conversion: Any) -> object:
            return shell_quoted(str(value)) if conversion == "q" else super().convert_field(value, conversion)

        def format_field(self, value: object, format_spec: str) -> str:
            return on_one_line(super().format_field(value, format_spec))

    return Quoting().vformat(text, (), values)


def shell_quoted(text: str) -> str:
    """Return text quoted for a shell, with unprintable characters escaped for bash and zsh."""
    from shlex import quote  # noqa: PLC0415 - needed for errors only

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
    """Return text with its line ends escaped, so that a message fits on one line."""
    return text.replace("\n", "\\n")


# Errors of the system and of Python that no other module catches.
INTERRUPTED = Fault("the user presses Ctrl-C", "interrupted", "no partial changes were kept", Exit.INTERRUPTED)
NO_TEXT = Fault(
    "an argument is not valid UTF-8",
    "'{text}' is not valid UTF-8",
    "use characters that your terminal's locale can encode",
    Exit.USAGE,
)
TOO_LARGE = Fault(
    "a number does not fit into 64 bits",
    "a number is too large",
    f"use at most {MOST_DIGITS} digits",
    Exit.USAGE,
)
CANNOT_OUTPUT = Fault(
    "the output cannot be written: the disk is full or the stream is closed",
    "cannot write the output: {reason}",
    "write it somewhere else",
)
CANNOT_USE = Fault(
    "the system denies access to a file, and no more specific error applies",
    "cannot use '{path}': {reason}",
    "check its permissions",
)
NO_MEMORY = Fault("memory runs out", "not enough memory", "narrow the query")


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, such as ``1 problem``."""
    return f"{number:,} {noun}{'s' * (number != 1)}"


def reason_of(error: OSError) -> str:
    """Return the reason of a system error in lower case, for a message."""
    return (error.strerror or str(error)).lower()


def nearest(word: str, choices: Iterable[str], most: int = 3) -> list[str]:
    """Return at most ``most`` of ``choices`` that contain ``word`` or resemble it, best first."""
    import difflib  # noqa: PLC0415 - needed for errors only

    wanted = word.casefold()
    matcher = difflib.SequenceMatcher()
    matcher.set_seq2(wanted)
    containing: dict[str, str] = {}
    similar: dict[str, tuple[float, str]] = {}
    for choice in choices:  # one by one, since there may be many
        folded = choice.casefold()
        if len(wanted) >= SHORTEST_WORD and (wanted in _WORDS.split(folded) or folded.endswith(f"_{wanted}")):
            containing[folded] = choice
        matcher.set_seq1(folded)
        bounds = (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)  # ever slower and lower
        if all(bound() >= LEAST_ALIKE for bound in bounds):
            similar[folded] = (matcher.ratio(), choice)
    by_likeness = sorted(similar, key=lambda folded: (similar[folded][0], folded), reverse=True)
    found = {**containing, **{folded: similar[folded][1] for folded in by_likeness}}
    return list(found.values())[:most]


def suggestion_or_choices(word: str, choices: Iterable[str]) -> str:
    """Return ``did you mean 'x'?`` for the nearest choice, or a list of all choices."""
    known = list(choices)
    return suggestion(word, known).removeprefix("; ") or f"use one of: {', '.join(known)}"


def suggestion(word: str, choices: Iterable[str]) -> str:
    """Return ``; did you mean 'x'?`` for the nearest choice, or an empty string."""
    matches = nearest(word, choices, 1)
    return f"; did you mean '{matches[0]}'?" if matches else ""


def is_unicode(text: str) -> bool:
    """Return whether text can be encoded as UTF-8, which means that it has no surrogates."""
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


def is_interruption(error: BaseException | None) -> bool:
    """Return whether an error was raised while Ctrl-C was handled, as a library does that first cleans up."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None
